package dev.millrace.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// The ways in which code may read a clock, invent an id, draw a number or wait without having been handed the means.
final class Ambient {

    private static final Map<String, Set<String>> METHODS = Map.of(
            System.class.getName(), Set.of("currentTimeMillis", "nanoTime"),
            Clock.class.getName(),
                    Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes"),
            InstantSource.class.getName(), Set.of("system"),
            Thread.class.getName(), Set.of("sleep"),
            UUID.class.getName(), Set.of("randomUUID"),
            Math.class.getName(), Set.of("random"),
            StrictMath.class.getName(), Set.of("random"),
            ThreadLocalRandom.class.getName(), Set.of("current"),
            RandomGenerator.class.getName(), Set.of("getDefault", "of"));

    private static final Set<String> CONSTRUCTORS =
            Set.of(Random.class.getName(), SecureRandom.class.getName(), SplittableRandom.class.getName());

    static final DescribedPredicate<JavaAccess<?>> TIME_OR_CHANCE = describe(
            "read an ambient clock or source of chance",
            access -> access.getTarget() instanceof CodeUnitAccessTarget target
                    && (isAmbientMethod(target) || isConstructorOfChance(target) || isNowOfNoClock(target)));

    private Ambient() {}

    private static boolean isAmbientMethod(AccessTarget target) {
        return METHODS.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
    }

    private static boolean isConstructorOfChance(AccessTarget target) {
        return target.getName().equals("<init>")
                && CONSTRUCTORS.contains(target.getOwner().getName());
    }

    /// `LocalDate.now(clock)` is handed its time; `Instant.now()` and `LocalDate.now(zone)` are not.
    private static boolean isNowOfNoClock(CodeUnitAccessTarget target) {
        return target.getOwner().getPackageName().equals("java.time")
                && target.getName().equals("now")
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
