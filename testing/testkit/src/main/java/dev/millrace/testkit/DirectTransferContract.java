package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [DirectTransfer] keeps. Extend it, hand in an empty storage and something that follows links, and all its
/// tests run. Parts have 5 MiB, the smallest that S3 takes.
public abstract class DirectTransferContract {
    private static final ObjectKey KEY = new ObjectKey("t/default/uploads/1/film.mp4");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int PART = (int) UploadParts.SMALLEST_PART.bytes();

    private DirectTransfer transfer;

    /// For subclasses.
    protected DirectTransferContract() {}

    /// What is under test: empty at the beginning of each test, always the same within one.
    protected abstract DirectTransfer transfer() throws Exception;

    /// The same storage, seen by the core.
    protected abstract MediaStore media() throws Exception;

    /// The moment from which links are valid.
    protected abstract Instant now();

    /// Sends bytes with an HTTP `PUT`, and says whether they were taken.
    protected abstract boolean put(URI link, byte[] bytes) throws Exception;

    /// Reads with an HTTP `GET`; empty when the link is refused or leads to nothing.
    protected abstract Optional<byte[]> get(URI link) throws Exception;

    @BeforeEach
    final void begin() throws Exception {
        transfer = transfer();
    }

    @Test
    void an_upload_of_one_part_becomes_an_object() throws Exception {
        byte[] film = bytes(15);
        UploadTicket ticket = open(film);

        assertThat(put(link(ticket, 1), film)).isTrue();

        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Whole());
        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void parts_arrive_in_any_order_and_become_one_object() throws Exception {
        byte[] film = bytes(2 * PART + 1);
        UploadTicket ticket = open(film);

        for (int number : List.of(3, 1, 2)) {
            assertThat(put(link(ticket, number), part(film, number))).isTrue();
        }

        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Whole());
        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void links_come_in_the_order_asked_for_and_name_their_part() throws Exception {
        UploadTicket ticket = open(bytes(2 * PART + 1));
        List<UploadPart> wanted = List.of(ticket.parts().part(3), ticket.parts().part(1));

        var signed = transfer.sign(ticket, wanted, now().plus(HOUR));

        assertThat(signed).extracting(link -> link.part()).containsExactlyElementsOf(wanted);
        assertThat(signed).extracting(link -> link.link()).doesNotHaveDuplicates();
    }

    @Test
    void what_arrived_is_listed_by_number() throws Exception {
        byte[] film = bytes(2 * PART + 1);
        UploadTicket ticket = open(film);
        assertThat(transfer.arrived(ticket)).isEmpty();

        put(link(ticket, 3), part(film, 3));
        put(link(ticket, 1), part(film, 1));

        assertThat(transfer.arrived(ticket))
                .containsExactly(new ArrivedPart(1, new ByteSize(PART)), new ArrivedPart(3, new ByteSize(1)));
    }

    @Test
    void nothing_is_seen_before_the_upload_is_completed() throws Exception {
        byte[] film = bytes(15);
        UploadTicket ticket = open(film);

        put(link(ticket, 1), film);

        assertThat(media().size(KEY)).isEmpty();
    }

    @Test
    void a_part_that_is_sent_again_replaces_the_first() throws Exception {
        byte[] film = bytes(15);
        UploadTicket ticket = open(film);

        put(link(ticket, 1), new byte[15]);
        assertThat(put(link(ticket, 1), film)).isTrue();

        assertThat(transfer.arrived(ticket)).containsExactly(new ArrivedPart(1, new ByteSize(15)));
        transfer.complete(ticket);
        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void a_part_of_another_size_is_refused_and_what_had_arrived_stays() throws Exception {
        byte[] film = bytes(15);
        UploadTicket ticket = open(film);
        put(link(ticket, 1), film);

        assertThat(put(link(ticket, 1), new byte[14])).isFalse();
        assertThat(put(link(ticket, 1), new byte[16])).isFalse();
        assertThat(put(link(ticket, 1), new byte[0])).isFalse();

        transfer.complete(ticket);
        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void an_upload_that_lacks_parts_is_not_joined_and_can_go_on() throws Exception {
        byte[] film = bytes(2 * PART + 1);
        UploadTicket ticket = open(film);
        put(link(ticket, 2), part(film, 2));

        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Incomplete(List.of(1, 3)));
        assertThat(media().size(KEY)).isEmpty();

        put(link(ticket, 1), part(film, 1));
        put(link(ticket, 3), part(film, 3));
        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Whole());
        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void completing_again_is_harmless() throws Exception {
        byte[] film = bytes(PART + 1);
        UploadTicket ticket = openWithAllParts(film);

        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Whole());
        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Whole());

        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void a_completed_upload_takes_no_part() throws Exception {
        byte[] film = bytes(15);
        UploadTicket ticket = open(film);
        URI link = link(ticket, 1);
        put(link, film);
        transfer.complete(ticket);

        assertThat(put(link, new byte[15])).isFalse();

        assertThat(transfer.arrived(ticket)).isEmpty();
        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void an_aborted_upload_is_gone() throws Exception {
        byte[] film = bytes(15);
        UploadTicket ticket = open(film);
        URI link = link(ticket, 1);
        put(link, film);

        transfer.abort(ticket);
        transfer.abort(ticket);

        assertThat(put(link, film)).isFalse();
        assertThat(transfer.arrived(ticket)).isEmpty();
        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Gone());
        assertThat(media().size(KEY)).isEmpty();
    }

    @Test
    void aborting_a_completed_upload_leaves_its_object() throws Exception {
        byte[] film = bytes(PART + 1);
        UploadTicket ticket = openWithAllParts(film);
        transfer.complete(ticket);

        transfer.abort(ticket);

        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void a_link_serves_what_it_was_made_for_and_nothing_else() throws Exception {
        byte[] film = bytes(15);
        UploadTicket ticket = open(film);
        URI upload = link(ticket, 1);
        URI download = transfer.download(KEY, now().plus(HOUR));

        assertThat(put(changed(upload), film)).isFalse();
        assertThat(put(download, film)).isFalse();
        assertThat(put(upload, film)).isTrue();
        assertThat(get(upload)).isEmpty();
        transfer.complete(ticket);
        assertThat(get(changed(download))).isEmpty();
        assertThat(get(download)).contains(film);
    }

    @Test
    void a_download_link_is_the_same_for_the_same_end() throws Exception {
        Instant end = now().plus(HOUR);

        assertThat(transfer.download(KEY, end)).isEqualTo(transfer.download(KEY, end));
        assertThat(transfer.download(KEY, end)).isNotEqualTo(transfer.download(KEY, end.plusSeconds(1)));
    }

    @Test
    void a_download_link_to_nothing_leads_nowhere() throws Exception {
        assertThat(get(transfer.download(KEY, now().plus(HOUR)))).isEmpty();
    }

    @Test
    void parts_of_an_early_upload_can_be_read_before_it_is_completed() throws Exception {
        byte[] film = bytes(2 * PART + 7);
        UploadTicket ticket = openEarly(film);
        assertThat(put(link(ticket, 3), part(film, 3))).isTrue();
        assertThat(put(link(ticket, 1), part(film, 1))).isTrue();

        assertThat(read(ticket, 1, new ByteRange(5, 10))).isEqualTo(Arrays.copyOfRange(film, 5, 15));
        assertThat(read(ticket, 3, new ByteRange(0, 7))).isEqualTo(part(film, 3));
        assertThat(transfer.arrived(ticket))
                .containsExactly(new ArrivedPart(1, new ByteSize(PART)), new ArrivedPart(3, new ByteSize(7)));
        assertThat(media().size(KEY)).isEmpty();
        assertThatExceptionOfType(MediaFailed.class)
                .isThrownBy(() -> read(ticket, 2, new ByteRange(0, 1)))
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE));
    }

    @Test
    void an_early_upload_becomes_an_object_from_which_its_parts_are_read_on() throws Exception {
        byte[] film = bytes(2 * PART + 7);
        UploadTicket ticket = openEarly(film);
        put(link(ticket, 3), part(film, 3));
        put(link(ticket, 1), part(film, 1));
        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Incomplete(List.of(2)));
        put(link(ticket, 2), part(film, 2));

        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Whole());
        assertThat(transfer.complete(ticket)).isEqualTo(new Joining.Whole());

        assertThat(stored()).isEqualTo(film);
        assertThat(transfer.arrived(ticket)).isEmpty();
        assertThat(read(ticket, 2, new ByteRange(3, 9))).isEqualTo(Arrays.copyOfRange(film, PART + 3, PART + 12));
        transfer.abort(ticket);
        assertThat(stored()).isEqualTo(film);
    }

    @Test
    void an_aborted_early_upload_leaves_nothing() throws Exception {
        byte[] film = bytes(PART + 1);
        UploadTicket ticket = openEarly(film);
        put(link(ticket, 1), part(film, 1));

        transfer.abort(ticket);
        transfer.abort(ticket);

        assertThat(transfer.arrived(ticket)).isEmpty();
        assertThat(transfer.complete(ticket)).isNotEqualTo(new Joining.Whole());
        assertThat(media().list(new ObjectPrefix("t/"), Optional.empty()).items())
                .isEmpty();
    }

    private UploadTicket openEarly(byte[] film) throws Exception {
        return transfer.openEarly(
                KEY, MediaType.MP4, new UploadParts(new ByteSize(film.length), UploadParts.SMALLEST_PART));
    }

    private byte[] read(UploadTicket ticket, int part, ByteRange range) throws Exception {
        try (InputStream in = transfer.read(ticket, ticket.parts().part(part), range)) {
            return in.readAllBytes();
        }
    }

    private UploadTicket open(byte[] film) throws Exception {
        return transfer.open(KEY, MediaType.MP4, new UploadParts(new ByteSize(film.length), UploadParts.SMALLEST_PART));
    }

    private UploadTicket openWithAllParts(byte[] film) throws Exception {
        UploadTicket ticket = open(film);
        for (int number = 1; number <= ticket.parts().count(); number++) {
            put(link(ticket, number), part(film, number));
        }
        return ticket;
    }

    private URI link(UploadTicket ticket, int number) throws Exception {
        return transfer.sign(ticket, List.of(ticket.parts().part(number)), now().plus(HOUR))
                .getFirst()
                .link();
    }

    private byte[] stored() throws Exception {
        try (InputStream in = media().read(KEY, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    /// With another last character, which is part of the signature.
    private static URI changed(URI link) {
        String text = link.toString();
        char other = text.endsWith("0") ? '1' : '0';
        return URI.create(text.substring(0, text.length() - 1) + other);
    }

    private static byte[] part(byte[] film, int number) {
        return Arrays.copyOfRange(film, (number - 1) * PART, Math.min(number * PART, film.length));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
