package dev.millrace.adapter.rest;

import dev.millrace.application.port.WebhookSender;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Posts messages over HTTP/1.1, a connection for each.
///
/// The HTTP client of Java looks a name up by itself when it connects, and might find another address than the one that was
/// checked. So the connection is made here, to the address, and TLS is laid over it with the name.
public final class HookSender implements WebhookSender {
    /// The longest that an attempt takes; half of what the proposal of the Standard Webhooks allows.
    static final Duration LIMIT = Duration.ofSeconds(15);

    /// Nothing of an answer counts but its first line.
    private static final int LONGEST_LINE = 1_000;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");

    private final ReachableNetworks networks;
    private final Names names;
    private final SSLSocketFactory tls;
    private final Duration limit;

    private HookSender(ReachableNetworks networks, Names names, SSLSocketFactory tls, Duration limit) {
        this.networks = networks;
        this.names = names;
        this.tls = tls;
        this.limit = limit;
    }

    /// Sends to public addresses, and to those of the given networks.
    public static HookSender reaching(ReachableNetworks networks) {
        return new HookSender(
                networks,
                host -> List.of(InetAddress.getAllByName(host)),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                LIMIT);
    }

    /// For tests: with names and certificates of their own.
    static HookSender of(ReachableNetworks networks, Names names, SSLSocketFactory tls, Duration limit) {
        return new HookSender(networks, names, tls, limit);
    }

    /// Looks names up.
    interface Names {
        List<InetAddress> of(String host) throws UnknownHostException;
    }

    /// Ends an attempt with a sentence for the owner of the webhook.
    private static final class NotSent extends IOException {
        private static final long serialVersionUID = 1;

        NotSent(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    @Override
    public Answer post(URI url, Map<String, String> headers, byte[] body) throws InterruptedException {
        try (Socket socket = new Socket()) {
            FutureTask<Answer> sending = new FutureTask<>(() -> attempt(socket, url, headers, body));
            Thread.ofVirtual().name("millrace-webhook-connection").start(sending);
            // Whatever it hangs at, a connection that is closed ends it.
            return sending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Answer.Unanswered("The receiver did not answer within " + limit.toSeconds() + " s.");
        } catch (ExecutionException | IOException fault) {
            throw new IllegalStateException("an attempt ends with an answer", fault);
        }
    }

    private Answer attempt(Socket socket, URI url, Map<String, String> headers, byte[] body) {
        try {
            return new Answer.Answered(exchange(socket, url, headers, body));
        } catch (NotSent refused) {
            return new Answer.Unanswered(refused.sentence());
        } catch (SSLException distrusted) {
            return new Answer.Unanswered("The receiver's certificate or its TLS can't be trusted.");
        } catch (IOException broken) {
            return new Answer.Unanswered("The connection could not be made, or broke.");
        }
    }

    private int exchange(Socket socket, URI url, Map<String, String> headers, byte[] body) throws IOException {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        String host = bare(url.getHost());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        socket.connect(new InetSocketAddress(address(host), port), Math.toIntExact(limit.toMillis()));
        socket.setTcpNoDelay(true);
        if (!secure) {
            return exchange(socket.getInputStream(), socket.getOutputStream(), url, headers, body);
        }
        try (SSLSocket over = (SSLSocket) tls.createSocket(socket, host, port, true)) {
            SSLParameters parameters = over.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (!isLiteral(host)) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            over.setSSLParameters(parameters);
            over.startHandshake();
            return exchange(over.getInputStream(), over.getOutputStream(), url, headers, body);
        }
    }

    /// The address to connect to. A name that leads anywhere it must not is refused whole, wherever else it leads.
    private InetAddress address(String host) throws NotSent {
        List<InetAddress> found;
        try {
            found = names.of(host);
        } catch (UnknownHostException _) {
            throw new NotSent("The name of the receiver is not known.");
        }
        if (found.isEmpty() || !found.stream().allMatch(networks::reach)) {
            throw new NotSent(
                    "The receiver's address is of a private network or of no use; webhooks go to public ones.");
        }
        return found.getFirst();
    }

    private static int exchange(InputStream in, OutputStream out, URI url, Map<String, String> headers, byte[] body)
            throws IOException {
        out.write(request(url, headers, body));
        out.flush();
        InputStream answer = new BufferedInputStream(in);
        int status = status(line(answer));
        while (status < 200) {
            // An interim answer (RFC 9110, 15.2) has headers, and the answer behind them.
            skipHeaders(answer);
            status = status(line(answer));
        }
        return status;
    }

    private static byte[] request(URI url, Map<String, String> headers, byte[] body) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(path)
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nhost: ")
                .append(url.getRawAuthority())
                .append("\r\nuser-agent: millrace-webhook\r\ncontent-type: application/json\r\ncontent-length: ")
                .append(body.length)
                .append("\r\nconnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static int status(String line) throws NotSent {
        Matcher parts = STATUS.matcher(line);
        if (!parts.matches()) {
            throw new NotSent("The receiver does not speak HTTP.");
        }
        return Integer.parseInt(parts.group(1));
    }

    private static void skipHeaders(InputStream answer) throws IOException {
        for (int lines = 0; !line(answer).isEmpty(); lines++) {
            if (lines == 100) {
                throw new NotSent("The receiver does not speak HTTP.");
            }
        }
    }

    private static String line(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.read(); next != '\n'; next = answer.read()) {
            if (next < 0) {
                throw new NotSent("The receiver hung up without an answer.");
            }
            if (line.length() == LONGEST_LINE) {
                throw new NotSent("The receiver does not speak HTTP.");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /// An IPv6 address stands in brackets (RFC 3986, 3.2.2).
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host.toLowerCase(Locale.ROOT);
    }

    private static boolean isLiteral(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }
}
