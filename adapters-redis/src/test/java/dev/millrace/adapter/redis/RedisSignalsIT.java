package dev.millrace.adapter.redis;

import dev.millrace.application.port.Signalling;
import dev.millrace.testkit.SignalsContract;

class RedisSignalsIT extends SignalsContract {
    @Override
    protected Signalling signalling() {
        return RedisUnderTest.signalling();
    }
}
