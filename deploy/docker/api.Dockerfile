# The API. Build the programs first (./build), then, in the root of the project:
#   docker build --file deploy/docker/api.Dockerfile --tag millrace-api .
FROM eclipse-temurin:25.0.3_9-jre-noble

# For the health check of compose.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends curl \
 && rm --recursive /var/lib/apt/lists/*

COPY --chmod=755 bootstrap-api/target/millrace-api/ /opt/millrace/

USER 10001:10001
EXPOSE 8080
# The program is process 1, so SIGTERM reaches it.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/millrace/millrace-api.jar"]
