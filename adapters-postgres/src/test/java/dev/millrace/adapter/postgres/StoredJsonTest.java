package dev.millrace.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import org.junit.jupiter.api.Test;

class StoredJsonTest {
    private final StoredJson json = new StoredJson();

    @Test
    void profile() {
        String text = json.write(Profile.class, BuiltInProfiles.WEB);
        System.out.println(text);
        assertThat(json.read(Profile.class, text)).isEqualTo(BuiltInProfiles.WEB);
    }
}
