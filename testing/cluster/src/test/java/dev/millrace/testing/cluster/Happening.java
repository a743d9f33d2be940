package dev.millrace.testing.cluster;

/// What a test does to a cluster.
interface Happening {
    void happen() throws Exception;
}
