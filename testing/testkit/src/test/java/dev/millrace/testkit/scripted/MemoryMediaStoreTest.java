package dev.millrace.testkit.scripted;

import dev.millrace.application.port.MediaStore;
import dev.millrace.testkit.MediaStoreContract;
import dev.millrace.testkit.MemoryMediaStore;

class MemoryMediaStoreTest extends MediaStoreContract {
    private final MemoryMediaStore store = new MemoryMediaStore();

    @Override
    protected MediaStore store() {
        return store;
    }
}
