package dev.millrace.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A job that is to be submitted. It never changes: every method answers another one.
public final class NewJob {
    private final Map<String, Object> fields;
    private final String idempotencyKey;

    private NewJob(Map<String, Object> fields, String idempotencyKey) {
        this.fields = fields;
        this.idempotencyKey = idempotencyKey;
    }

    /// Of an object in storage.
    ///
    /// @param inputKey such as `uploads/test/video.mp4`
    public static NewJob of(String inputKey) {
        return new NewJob(Map.of("input_key", inputKey), UUID.randomUUID().toString());
    }

    /// Of an upload that is completed.
    public static NewJob ofUpload(UUID upload) {
        return new NewJob(
                Map.of("upload_id", upload.toString()), UUID.randomUUID().toString());
    }

    /// Begins while the upload is still running, which was announced for that.
    public NewJob whileUploading() {
        return with("start_while_uploading", true);
    }

    /// Makes what a profile says; `web` unless given.
    public NewJob profile(String name) {
        return with("profile", name);
    }

    /// Delivers something else than the profile says.
    ///
    /// @param words of `hls`, `dash` and `mp4`
    public NewJob deliveries(String... words) {
        return with("deliveries", List.of(words));
    }

    /// Is served before or after others.
    ///
    /// @param priority 0 to 100; 50 unless given
    public NewJob priority(int priority) {
        return with("priority", priority);
    }

    /// Is the same job as any that was submitted with that key, also by another program. Unless given, each `NewJob` has
    /// one of its own, so that submitting it again is harmless.
    ///
    /// @param key 1 to 255 characters
    public NewJob once(String key) {
        return new NewJob(fields, key);
    }

    Map<String, Object> fields() {
        return fields;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    private NewJob with(String name, Object value) {
        Map<String, Object> wider = new LinkedHashMap<>(fields);
        wider.put(name, value);
        return new NewJob(Map.copyOf(wider), idempotencyKey);
    }
}
