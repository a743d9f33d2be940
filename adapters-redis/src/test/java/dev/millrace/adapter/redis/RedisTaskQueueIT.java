package dev.millrace.adapter.redis;

import dev.millrace.application.port.Signalling;
import dev.millrace.testkit.TaskQueueContract;

class RedisTaskQueueIT extends TaskQueueContract {
    @Override
    protected Signalling signalling() {
        return RedisUnderTest.signalling();
    }
}
