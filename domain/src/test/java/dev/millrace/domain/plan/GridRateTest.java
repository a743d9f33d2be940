package dev.millrace.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import dev.millrace.domain.media.Films;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.VideoTrack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridRateTest {
    @ParameterizedTest
    @CsvSource({
        // Even sources keep their rate, however odd it is.
        "24000/1001, 24000/1001, 24000/1001",
        "25/1, 25/1, 25",
        "25/2, 25/2, 25/2",
        "90000/2999, 90000/2999, 90000/2999",
        "60/1, 60/1, 60",
        // A few pictures held or dropped make no source uneven.
        "30/1, 2997/100, 30",
        "30/1, 25/1, 30",
        // Where pictures come unevenly, the next usual rate takes all of them.
        "57600/1, 36/5, 24000/1001",
        "60/1, 30/1, 30",
        "60/1, 2997/100, 30000/1001",
        "90000/1, 26/1, 30000/1001",
        "1000/1, 45/1, 50",
        "1000/1, 240/1, 60",
        // Above 60, every second, third, … picture.
        "120/1, 120/1, 60",
        "120000/1001, 120000/1001, 60000/1001",
        "100/1, 100/1, 50",
        "240/1, 240/1, 60",
        // Phones say 60 like this.
        "90000/1499, 90000/1499, 90000/1499",
        // Slide shows.
        "1/10, 1/10, 1",
        "1/2147483647, 1/2147483647, 1",
        "2147483647/1, 2147483647/1, 2147483647/35437024"
    })
    void the_rate_of_the_grid_shows_every_picture_of_the_source_where_it_can(
            String nominal, String average, String grid) {
        VideoTrack track = Films.picture(rate(nominal), rate(average), Scan.PROGRESSIVE);

        assertThat(GridRate.of(track)).hasToString(grid);
    }

    @Test
    void interlaced_pictures_are_shown_as_often_as_there_are_whole_ones() {
        VideoTrack track = Films.picture(FrameRate.of(50), FrameRate.of(25), Scan.TOP_FIELD_FIRST);

        assertThat(GridRate.of(track)).isEqualTo(FrameRate.of(25));
    }

    @Test
    void the_rate_of_the_grid_is_one_to_about_sixty() {
        Property.holds(1000, any -> {
            FrameRate rate = GridRate.of(Films.anyPicture(any));

            assertThat(rate.perSecond()).isBetween(1.0, 60.6);
        });
    }

    private static FrameRate rate(String text) {
        String[] parts = text.split("/", -1);
        return new FrameRate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
}
