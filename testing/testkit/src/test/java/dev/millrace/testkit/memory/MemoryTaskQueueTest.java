package dev.millrace.testkit.memory;

import dev.millrace.application.memory.MemorySignalling;
import dev.millrace.application.port.Signalling;
import dev.millrace.testkit.TaskQueueContract;

class MemoryTaskQueueTest extends TaskQueueContract {
    @Override
    protected Signalling signalling() {
        return new MemorySignalling();
    }
}
