package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.WebhookSender.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookSenderTest {
    private static final ReachableNetworks LOOPBACK = ReachableNetworks.publicAnd("127.0.0.0/8,::1/128");
    private static final byte[] BODY = "{\"type\":\"ä\"}".getBytes(StandardCharsets.UTF_8);

    private final List<String> asked = new ArrayList<>();

    @Test
    void a_message_is_posted_as_it_is() throws Exception {
        try (Receiver receiver = new Receiver()) {
            Answer answer = sender(LOOPBACK).post(receiver.uri("/hook?a=b%20c"), Map.of("webhook-id", "one"), BODY);

            Receiver.Message message = receiver.next();
            assertThat(answer).isEqualTo(new Answer.Answered(204));
            assertThat(message.path()).isEqualTo("/hook?a=b%20c");
            assertThat(message.body()).isEqualTo("{\"type\":\"ä\"}");
            assertThat(message.headers())
                    .containsEntry("webhook-id", "one")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("host", receiver.uri("/").getAuthority())
                    .doesNotContainKey("authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 302, 307, 308, 400, 410, 500, 503})
    void whatever_is_answered_is_told_and_no_redirect_is_followed(int status) throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answer(status);

            Answer answer = sender(LOOPBACK).post(receiver.uri("/hook"), Map.of(), BODY);

            assertThat(answer).isEqualTo(new Answer.Answered(status));
            assertThat(receiver.next().path()).isEqualTo("/hook");
            assertThat(receiver.hears(Duration.ZERO)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"})
    void this_machine_is_not_reached_however_it_is_written(String host) throws Exception {
        try (Receiver receiver = new Receiver()) {
            URI url = URI.create("http://" + host + ":" + receiver.uri("/").getPort() + "/");

            Answer answer = HookSender.reaching(ReachableNetworks.publicOnes()).post(url, Map.of(), BODY);

            assertThat(answer).isInstanceOf(Answer.Unanswered.class);
            assertThat(receiver.hears(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void a_name_that_leads_anywhere_private_is_refused_whole() throws Exception {
        HookSender sender = HookSender.of(
                ReachableNetworks.publicOnes(),
                _ -> List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("169.254.169.254")),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofSeconds(5));

        Answer answer = sender.post(URI.create("http://rebound.example/"), Map.of(), BODY);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        refused -> assertThat(refused.why())
                                .contains("private network")
                                .doesNotContain("169.254"));
    }

    @Test
    void a_name_is_looked_up_once_so_that_what_is_reached_is_what_was_checked() throws Exception {
        try (Receiver receiver = new Receiver()) {
            URI url = URI.create("http://rebound.example:" + receiver.uri("/").getPort() + "/");

            Answer answer = sender(LOOPBACK).post(url, Map.of(), BODY);

            assertThat(answer).isEqualTo(new Answer.Answered(204));
            assertThat(asked).containsExactly("rebound.example");
            assertThat(receiver.next().headers()).containsEntry("host", url.getAuthority());
        }
    }

    @Test
    void a_name_that_nobody_knows_is_told() throws Exception {
        HookSender sender = HookSender.of(
                LOOPBACK,
                name -> {
                    throw new UnknownHostException(name);
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofSeconds(5));

        assertThat(sender.post(URI.create("https://nowhere.example/"), Map.of(), BODY))
                .isEqualTo(new Answer.Unanswered("The name of the receiver is not known."));
    }

    @Test
    void a_receiver_that_says_nothing_is_left_in_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HookSender sender = HookSender.of(
                    LOOPBACK,
                    _ -> List.of(InetAddress.getLoopbackAddress()),
                    (SSLSocketFactory) SSLSocketFactory.getDefault(),
                    Duration.ofMillis(200));

            Answer answer = sender.post(URI.create("http://a.example:" + silent.getLocalPort()), Map.of(), BODY);
            Answer secure = sender.post(URI.create("https://a.example:" + silent.getLocalPort()), Map.of(), BODY);

            assertThat(answer).isInstanceOf(Answer.Unanswered.class);
            assertThat(secure).isInstanceOf(Answer.Unanswered.class);
        }
    }

    @Test
    void a_receiver_that_drips_is_left_in_time() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(server));
            HookSender sender = HookSender.of(
                    LOOPBACK,
                    _ -> List.of(InetAddress.getLoopbackAddress()),
                    (SSLSocketFactory) SSLSocketFactory.getDefault(),
                    Duration.ofMillis(300));

            Answer answer = sender.post(URI.create("http://a.example:" + server.getLocalPort()), Map.of(), BODY);

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Unanswered.class,
                            late -> assertThat(late.why()).contains("did not answer within"));
            dripping.join();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', hung up",
        "'HTTP/1.1 ', hung up",
        "'SSH-2.0-OpenSSH\r\n', does not speak HTTP",
        "'HTTP/1.1 999 No\r\n', does not speak HTTP"
    })
    void what_is_no_http_is_told(String said, String why) throws Exception {
        assertThat(answerTo(said))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        wrong -> assertThat(wrong.why()).contains(why));
    }

    @Test
    void a_line_without_end_is_not_read_to_its_end() throws Exception {
        assertThat(answerTo("HTTP/1.1 200 " + "x".repeat(100_000))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void an_interim_answer_is_not_the_answer() throws Exception {
        assertThat(answerTo("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 202 Accepted\r\n"))
                .isEqualTo(new Answer.Answered(202));
    }

    @Test
    void a_server_without_tls_is_not_trusted_with_a_secure_address() throws Exception {
        try (Receiver receiver = new Receiver()) {
            URI url = URI.create("https://127.0.0.1:" + receiver.uri("/").getPort() + "/");

            assertThat(sender(LOOPBACK).post(url, Map.of(), BODY)).isInstanceOf(Answer.Unanswered.class);
            assertThat(receiver.hears(Duration.ZERO)).isFalse();
        }
    }

    private HookSender sender(ReachableNetworks networks) {
        return HookSender.of(
                networks,
                name -> {
                    asked.add(name);
                    return List.of(InetAddress.getLoopbackAddress());
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofSeconds(10));
    }

    /// What comes of a server that says this, and hangs up.
    private Answer answerTo(String said) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread speaking = Thread.ofVirtual().start(() -> {
                try (Socket connection = server.accept()) {
                    connection.getInputStream().read(new byte[10_000]);
                    connection.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException left) {
                    // The sender has heard enough.
                    assertThat(said).hasSizeGreaterThan(1_000);
                }
            });
            Answer answer = sender(LOOPBACK)
                    .post(URI.create("http://a.example:" + server.getLocalPort() + "/"), Map.of(), BODY);
            speaking.join();
            return answer;
        }
    }

    /// Sends interim answers without end, so that it is never silent.
    private static void drip(ServerSocket server) {
        try (Socket connection = server.accept()) {
            while (true) {
                connection.getOutputStream().write("HTTP/1.1 102 Wait\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException left) {
            assertThat(left).isNotNull();
        }
    }
}
