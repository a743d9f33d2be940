package dev.millrace.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.domain.Property;
import dev.millrace.domain.media.ByteSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadPartsTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "1, 8, 1",
        "8388608, 8, 1",
        "8388609, 8, 2",
        "1000000000, 8, 120",
        "8388608000, 8, 1000",
        "8388608001, 16, 501",
        "50000000000, 64, 746",
        "536870912000, 512, 1000",
        "5000000000000, 512, 9314"
    })
    void parts_grow_with_the_upload(long bytes, long partMebibytes, int parts) {
        UploadParts cut = UploadParts.of(new ByteSize(bytes));

        assertThat(cut.each().bytes()).isEqualTo(partMebibytes * MIB);
        assertThat(cut.count()).isEqualTo(parts);
    }

    @Test
    void parts_tile_the_upload_and_s3_would_take_each() {
        Property.holds(500, any -> {
            long bytes = any.ofAnySize(1, UploadParts.LARGEST.bytes());

            UploadParts cut = UploadParts.of(new ByteSize(bytes));

            assertThat(cut.count()).isBetween(1, UploadParts.MOST);
            long end = 0;
            for (UploadPart part : cut.all()) {
                assertThat(cut.offset(part.number())).isEqualTo(end);
                assertThat(part.size().bytes())
                        .isPositive()
                        .isLessThanOrEqualTo(cut.each().bytes());
                if (part.number() < cut.count()) {
                    assertThat(part.size().bytes()).isGreaterThanOrEqualTo(UploadParts.SMALLEST_PART.bytes());
                }
                end += part.size().bytes();
            }
            assertThat(end).isEqualTo(bytes);
        });
    }

    @Test
    void a_larger_upload_never_has_smaller_parts() {
        Property.holds(500, any -> {
            long smaller = any.ofAnySize(1, UploadParts.LARGEST.bytes());
            long larger = any.whole(smaller, UploadParts.LARGEST.bytes());

            assertThat(UploadParts.of(new ByteSize(larger)).each())
                    .isGreaterThanOrEqualTo(
                            UploadParts.of(new ByteSize(smaller)).each());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5_000_000_000_001L})
    void an_upload_has_a_byte_and_an_end(long bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> UploadParts.of(new ByteSize(bytes)));
    }

    @Test
    void there_is_no_part_before_the_first_or_behind_the_last() {
        UploadParts cut = UploadParts.of(new ByteSize(20 * MIB));

        assertThat(cut.part(3).size().bytes()).isEqualTo(4 * MIB);
        assertThatIllegalArgumentException().isThrownBy(() -> cut.part(0));
        assertThatIllegalArgumentException().isThrownBy(() -> cut.part(4));
    }

    @Test
    void a_cut_that_s3_would_refuse_is_refused() {
        ByteSize terabyte = new ByteSize(1_000_000_000_000L);

        assertThatIllegalArgumentException().isThrownBy(() -> new UploadParts(terabyte, new ByteSize(8 * MIB)));
        assertThatIllegalArgumentException().isThrownBy(() -> new UploadParts(terabyte, new ByteSize(1024 * MIB)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UploadParts(new ByteSize(10 * MIB), new ByteSize(5 * MIB - 1)));
    }
}
