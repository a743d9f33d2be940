package dev.millrace.standalone.yaml;

import dev.millrace.domain.document.Node;
import dev.millrace.domain.failure.Violation;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A YAML document as the tree that profiles are read from.
///
/// Only data is read: no tag makes an object. A document that refers to parts of itself is unfolded up to a limit, so
/// that a few lines can't fill the memory.
public final class YamlTree {
    private static final int MOST_NODES = 10_000;
    private static final int DEEPEST = 50;
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private final List<Violation> violations = new ArrayList<>();
    private int nodes;

    private YamlTree() {}

    /// What came of reading.
    public sealed interface Reading {
        /// A tree.
        ///
        /// @param root its top
        record Read(Node root) implements Reading {}

        /// No tree.
        ///
        /// @param violations why, at least one
        record Broken(List<Violation> violations) implements Reading {
            /// Copies the list.
            public Broken {
                violations = List.copyOf(violations);
            }
        }
    }

    /// Reads a document.
    public static Reading read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        YamlTree tree = new YamlTree();
        try {
            org.yaml.snakeyaml.nodes.Node top = new Yaml(options).compose(new StringReader(text));
            Node root = top == null ? new Node.Nothing() : tree.node("", top, 0);
            return tree.violations.isEmpty() ? new Reading.Read(root) : new Reading.Broken(tree.violations);
        } catch (MarkedYAMLException e) {
            return broken("line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        } catch (YAMLException e) {
            return broken(String.valueOf(e.getMessage()));
        }
    }

    private static Reading.Broken broken(String why) {
        return new Reading.Broken(List.of(new Violation("", "this can't be read as YAML: " + why)));
    }

    private Node node(String pointer, org.yaml.snakeyaml.nodes.Node node, int depth) {
        nodes++;
        if (nodes > MOST_NODES || depth > DEEPEST) {
            throw new YAMLException("the document is too large or refers to itself");
        }
        return switch (node) {
            case MappingNode mapping -> fields(pointer, mapping, depth);
            case SequenceNode sequence -> items(pointer, sequence, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new YAMLException("the document refers to what is not there");
        };
    }

    private Node fields(String pointer, MappingNode mapping, int depth) {
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                violations.add(new Violation(pointer, "the name of a field is a word"));
                continue;
            }
            String name = key.getValue();
            String inner = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            if (values.put(name, node(inner, field.getValueNode(), depth + 1)) != null) {
                violations.add(new Violation(inner, "the field is there twice"));
            }
        }
        return new Node.Fields(values);
    }

    private Node items(String pointer, SequenceNode sequence, int depth) {
        List<Node> values = new ArrayList<>();
        for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
            values.add(node(pointer + "/" + values.size(), item, depth + 1));
        }
        return new Node.Items(values);
    }

    /// What YAML 1.1 reads as a number but people don't, such as `1:30` or `0x10`, stays a text.
    private static Node scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return new Node.Nothing();
        }
        if (tag.equals(Tag.BOOL)) {
            return new Node.Flag(TRUE.contains(text.toLowerCase(Locale.ROOT)));
        }
        boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
        return number && DECIMAL.matcher(text).matches() ? new Node.Numeric(new BigDecimal(text)) : new Node.Text(text);
    }
}
