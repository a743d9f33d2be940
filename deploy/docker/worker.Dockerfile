# A worker. Build the programs first (./build), then, in the root of the project:
#   docker build --file deploy/docker/worker.Dockerfile --tag millrace-worker .
#
# Its ffmpeg comes along with the program. That needs glibc 2.35 or newer (this base has 2.39), and nothing else.
FROM eclipse-temurin:25.0.3_9-jre-noble

# bubblewrap locks ffmpeg in, where the container may make namespaces; tini ends what a dead ffmpeg leaves behind.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends bubblewrap tini \
 && rm --recursive /var/lib/apt/lists/*

COPY --chmod=755 bootstrap-worker/target/millrace-worker/ /opt/millrace/

# Volumes are mounted there, and begin with these owners.
RUN install --directory --owner=10001 --group=10001 /scratch /cache
ENV XDG_CACHE_HOME=/cache \
    MILLRACE_SCRATCH=/scratch

USER 10001:10001
# tini passes SIGTERM on. Encoders take their memory beside Java's.
ENTRYPOINT ["tini", "--", "java", "-XX:MaxRAMPercentage=25", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/millrace/millrace-worker.jar"]
