package dev.millrace.domain;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Checks that something holds for many generated cases. A failure names its seed, and [#once] repeats that case.
public final class Property {
    private Property() {}

    /// Checks seeds 0 to `cases` - 1, so that every run checks the same cases.
    public static void holds(int cases, Consumer<Any> property) {
        for (int seed = 0; seed < cases; seed++) {
            once(seed, property);
        }
    }

    /// Checks one seed.
    public static void once(long seed, Consumer<Any> property) {
        try {
            property.accept(
                    new Any(RandomGeneratorFactory.of("L64X128MixRandom").create(seed)));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
        }
    }

    /// A source of arbitrary values.
    public record Any(RandomGenerator random) {
        /// A whole number, both ends included.
        public int whole(int least, int most) {
            return random.nextInt(least, most + 1);
        }

        /// A whole number, both ends included.
        public long whole(long least, long most) {
            return random.nextLong(least, most + 1);
        }

        /// A whole number whose size is as arbitrary as its digits, so that small ones are as likely as large ones.
        public long ofAnySize(long least, long most) {
            double scale = Math.log((double) most / least);
            return Math.clamp((long) (least * Math.exp(random.nextDouble() * scale)), least, most);
        }

        /// True with that chance, 0 to 1.
        public boolean chance(double chance) {
            return random.nextDouble() < chance;
        }

        /// One of them.
        @SafeVarargs
        public final <T> T of(T... choices) {
            return choices[random.nextInt(choices.length)];
        }

        /// One of them.
        public <T> T of(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
