package dev.millrace.testing.servers;

/// What runs a Redis for [RedisServer]: a process of this machine or a container.
sealed interface RedisEngine permits LocalRedis, ContainerRedis {

    /// Starts an empty server and waits for nothing.
    void start();

    boolean isAlive();

    /// What it said so far, for errors.
    String said();

    /// Kills it, and forgets what it held.
    void crash();

    /// Freezes it; connections stay open and nothing answers.
    void pause();

    void resume();

    /// Stops and removes every trace.
    void close();
}
