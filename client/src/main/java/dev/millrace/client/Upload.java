package dev.millrace.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A file on its way into storage, as the server told of it at some moment.
///
/// @param uploadId which
/// @param status `waiting`, `completed`, `canceled` or `expired`
/// @param key where the object lies once it is completed
/// @param filename as announced
/// @param size as announced, in bytes
/// @param partSize of every part but the last, in bytes
/// @param partCount how many parts there are
/// @param parts those that are to be sent, at most 1000 at a time
/// @param arrived those that are there
/// @param expiresAt until when parts are taken
public record Upload(
        @JsonProperty("upload_id") UUID uploadId,
        String status,
        String key,
        String filename,
        long size,
        @JsonProperty("part_size") long partSize,
        @JsonProperty("part_count") int partCount,
        List<Part> parts,
        List<Arrived> arrived,
        @JsonProperty("expires_at") Instant expiresAt) {
    /// Copies the lists.
    public Upload {
        parts = Requests.copy(parts);
        arrived = Requests.copy(arrived);
    }

    /// A part that is to be sent.
    ///
    /// @param number from 1 on
    /// @param size in bytes
    /// @param url where to; it is the permission
    public record Part(int number, long size, URI url) {}

    /// A part that is there.
    ///
    /// @param number from 1 on
    /// @param size in bytes
    public record Arrived(int number, long size) {}

    /// Whether everything arrived and is one object.
    public boolean completed() {
        return status.equals("completed");
    }
}
