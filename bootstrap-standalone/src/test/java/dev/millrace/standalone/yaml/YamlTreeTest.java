package dev.millrace.standalone.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.document.Node;
import dev.millrace.domain.failure.Violation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {
    @Test
    void a_document_becomes_a_tree() {
        Node tree = read("""
                name: tall       # a comment
                video:
                  - rungs: [{short_side: 1440, crf: 23.5}]
                poster: yes
                audio:
                """);

        assertThat(tree)
                .isEqualTo(fields(
                        "name",
                        new Node.Text("tall"),
                        "video",
                        new Node.Items(List.of(fields(
                                "rungs",
                                new Node.Items(List.of(fields(
                                        "short_side",
                                        Node.Numeric.of(1440),
                                        "crf",
                                        new Node.Numeric(new BigDecimal("23.5")))))))),
                        "poster",
                        new Node.Flag(true),
                        "audio",
                        new Node.Nothing()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6000k", "'1080'", "1:30", "0x10", "1_000", ".inf", "2001-01-01"})
    void what_is_no_plain_number_stays_a_text(String yaml) {
        assertThat(read("value: " + yaml))
                .extracting(tree -> ((Node.Fields) tree).values().get("value"))
                .isInstanceOf(Node.Text.class);
    }

    @Test
    void nothing_is_nothing() {
        assertThat(read("")).isEqualTo(new Node.Nothing());
        assertThat(read("# only a comment")).isEqualTo(new Node.Nothing());
    }

    @Test
    void a_part_that_is_referred_to_is_unfolded() {
        assertThat(read("a: &x [1]\nb: *x"))
                .isEqualTo(fields(
                        "a",
                        new Node.Items(List.of(Node.Numeric.of(1))),
                        "b",
                        new Node.Items(List.of(Node.Numeric.of(1)))));
    }

    @Test
    void all_fields_that_are_there_twice_are_reported() {
        assertThat(violations("a: 1\na: 2\nb:\n  - c/d: 1\n    c/d: 2"))
                .extracting(Violation::pointer)
                .containsExactly("/a", "/b/0/c~1d");
    }

    @Test
    void what_is_not_yaml_is_reported_with_its_line() {
        assertThat(violations("a: 1\nb: [1, 2"))
                .singleElement()
                .extracting(Violation::detail)
                .asString()
                .startsWith("this can't be read as YAML: line 2: ");
    }

    @Test
    void no_tag_makes_an_object() {
        assertThat(violations("a: !!java.net.URL [\"http://example.com\"]")).hasSize(1);
    }

    @Test
    void a_document_that_grows_without_end_is_refused() {
        String laughs = """
                a: &a [x,x,x,x,x,x,x,x,x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
                e: [*d,*d,*d,*d,*d]
                """;

        for (String endless : List.of(laughs, "a: &a [*a]", "[".repeat(1000) + "]".repeat(1000), "a: 1\n---\nb: 2")) {
            assertThat(violations(endless)).hasSize(1);
        }
    }

    private static Node read(String yaml) {
        return switch (YamlTree.read(yaml)) {
            case YamlTree.Reading.Read read -> read.root();
            case YamlTree.Reading.Broken broken -> throw new AssertionError(broken);
        };
    }

    private static List<Violation> violations(String yaml) {
        return switch (YamlTree.read(yaml)) {
            case YamlTree.Reading.Read read -> throw new AssertionError(read);
            case YamlTree.Reading.Broken broken -> broken.violations();
        };
    }

    private static Node.Fields fields(Object... namesAndValues) {
        Map<String, Node> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], (Node) namesAndValues[i + 1]);
        }
        return new Node.Fields(values);
    }
}
