package dev.millrace.testing.servers;

/// What runs an S3 server for [S3Server]: this JVM or a container.
sealed interface S3Engine permits LocalS3, ContainerS3 {

    /// Returns when the server answers.
    void start();

    /// Nothing listens any more; objects stay for the next start.
    void stop();

    void newBucket(String name);

    /// Stops and removes every trace.
    void close();
}
