package dev.millrace.adapter.s3;

import dev.millrace.application.port.MediaStore;
import dev.millrace.testkit.MediaStoreContract;
import org.junit.jupiter.api.AfterEach;

class S3MediaStoreIT extends MediaStoreContract {
    private final S3Media media = S3Media.connect(Bucket.create(), 20);

    @AfterEach
    void close() {
        media.close();
    }

    @Override
    protected MediaStore store() {
        return media.store();
    }
}
