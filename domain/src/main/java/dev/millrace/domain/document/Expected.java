package dev.millrace.domain.document;

import dev.millrace.domain.media.Bitrate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a single value of a document must be.
///
/// @param what in words, with every bound
/// @param words all values, where they are words
/// @param reading the value of a node; empty when the node is something else
/// @param <T> what it is read as
public record Expected<T>(String what, List<String> words, Function<Node, Optional<T>> reading) {
    /// A text of that shape.
    public static <T> Expected<T> text(String what, Function<String, Optional<T>> reading) {
        return new Expected<>(what, List.of(), ifText(reading));
    }

    /// A whole number from `least` to `most`.
    public static Expected<Integer> whole(int least, int most) {
        return new Expected<>(
                "a whole number from " + least + " to " + most, List.of(), node -> wholeNumber(node, least, most));
    }

    /// An even number from `least` to `most`.
    public static Expected<Integer> even(int least, int most) {
        return new Expected<>(
                "an even number from " + least + " to " + most,
                List.of(),
                node -> wholeNumber(node, least, most).filter(number -> number % 2 == 0));
    }

    /// One of these numbers.
    ///
    /// @param numbers ascending
    public static Expected<Integer> oneNumberOf(List<Integer> numbers) {
        String what = numbers.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return new Expected<>(
                what,
                List.of(),
                node -> wholeNumber(node, numbers.getFirst(), numbers.getLast()).filter(numbers::contains));
    }

    /// One of these values, by its word.
    public static <T> Expected<T> oneOf(List<T> choices, Function<T, String> word) {
        List<String> words = choices.stream().map(word).toList();
        return new Expected<>(
                words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words),
                words,
                ifText(text -> choices.stream()
                        .filter(choice -> word.apply(choice).equals(text))
                        .findFirst()));
    }

    /// True or false.
    public static Expected<Boolean> flag() {
        return new Expected<>(
                "true or false",
                List.of(),
                node -> node instanceof Node.Flag(boolean value) ? Optional.of(value) : Optional.empty());
    }

    /// A bitrate from `least` to `most`.
    public static Expected<Bitrate> bitrate(Bitrate least, Bitrate most) {
        return new Expected<>(
                "a bitrate from " + least + " to " + most + ", such as 3000k or 3M",
                List.of(),
                node -> bitrate(node).filter(rate -> rate.compareTo(least) >= 0 && rate.compareTo(most) <= 0));
    }

    /// A length of time from `least` to `most`.
    public static Expected<Duration> length(Duration least, Duration most) {
        return text(
                "a length from " + LengthText.of(least) + " to " + LengthText.of(most) + ", such as 2s or 500ms",
                text -> LengthText.parse(text)
                        .filter(length -> length.compareTo(least) >= 0 && length.compareTo(most) <= 0));
    }

    private static <T> Function<Node, Optional<T>> ifText(Function<String, Optional<T>> reading) {
        return node -> node instanceof Node.Text(String text) ? reading.apply(text) : Optional.empty();
    }

    /// Compares before it converts, because the digits of a number such as 1e999999999 fill any memory.
    private static Optional<Integer> wholeNumber(Node node, int least, int most) {
        if (node instanceof Node.Numeric(BigDecimal value)
                && value.compareTo(BigDecimal.valueOf(least)) >= 0
                && value.compareTo(BigDecimal.valueOf(most)) <= 0
                && value.stripTrailingZeros().scale() <= 0) {
            return Optional.of(value.intValueExact());
        }
        return Optional.empty();
    }

    private static Optional<Bitrate> bitrate(Node node) {
        return switch (node) {
            case Node.Text(String text) -> Bitrate.parse(text);
            case Node.Numeric _ -> wholeNumber(node, 1, Integer.MAX_VALUE).map(Bitrate::new);
            case Node.Fields _, Node.Items _, Node.Flag _, Node.Nothing _ -> Optional.empty();
        };
    }
}
