package dev.millrace.testing.servers;

/// What runs a PostgreSQL for [PostgresServer]: a process of this machine or a container.
sealed interface Engine permits LocalPostgres, ContainerPostgres {

    int port();

    String password();

    /// Returns when the server takes connections.
    void start();

    /// An orderly stop: sessions are ended, everything is written.
    void stop();

    /// As a power cut does it to one machine: no goodbye, nothing written. The data stays for the next start.
    void crash();

    /// Freezes the server and all its sessions; connections stay open and nothing answers.
    void pause();

    void resume();

    /// Stops and removes every trace.
    void close();
}
