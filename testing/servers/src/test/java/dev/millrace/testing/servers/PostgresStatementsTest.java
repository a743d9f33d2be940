package dev.millrace.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresStatementsTest {

    private static final byte[] STARTUP =
            ByteBuffer.allocate(9).putInt(9).putInt(196_608).put((byte) 0).array();

    private final PostgresStatements statements = new PostgresStatements();

    @Test
    void a_simple_query_is_the_statement() {
        read(STARTUP);

        assertThat(read(message('Q', "select 1"))).containsExactly("select 1");
    }

    @Test
    void a_prepared_statement_runs_when_it_is_bound_each_time() {
        read(STARTUP);

        assertThat(read(message('P', "S_1", "COMMIT"))).isEmpty();
        assertThat(read(message('B', "", "S_1"))).containsExactly("COMMIT");
        assertThat(read(message('B', "", "S_1"))).containsExactly("COMMIT");
    }

    @Test
    void bytes_may_arrive_in_any_pieces() {
        byte[] conversation = ByteBuffer.allocate(100)
                .put(ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array())
                .put(STARTUP)
                .put(message('Q', "select 1"))
                .array();

        var found = new ArrayList<String>();
        for (byte piece : conversation) {
            found.addAll(read(new byte[] {piece}));
        }

        assertThat(found).containsExactly("select 1");
    }

    @Test
    void another_protocol_has_no_statements() {
        byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(read(request)).isEmpty();
        assertThat(read(request)).isEmpty();
    }

    private List<String> read(byte[] bytes) {
        return statements.in(bytes, bytes.length);
    }

    private static byte[] message(char type, String... texts) {
        byte[] body = (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) type)
                .putInt(Integer.BYTES + body.length)
                .put(body)
                .array();
    }
}
