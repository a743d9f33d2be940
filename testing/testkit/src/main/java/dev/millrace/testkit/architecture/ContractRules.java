package dev.millrace.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.stream.Stream;

/// The rule that nothing meets a port without having been held to the port's contract.
///
/// The contract suite of a port `Store` is the class `StoreContract`. An implementation is held to it when a test that
/// extends the suite reaches, by itself or through its fixtures, the package of the implementation: such a test usually
/// enters by the adapter's door and can't name the class behind it.
///
/// @param ports the package of the ports
/// @param suites the classes among which their contract suites are
/// @param tests the classes among which the tests are that extend the suites
public record ContractRules(String ports, JavaClasses suites, JavaClasses tests) {

    /// Every class that meets a port with a contract suite is held to it.
    ///
    /// @param implementations which classes to look at
    public ArchRule everyImplementationIsHeldToItsContract(DescribedPredicate<? super JavaClass> implementations) {
        return classes()
                .that(implementations)
                .and(describe("meet a port", this::meetsAPort))
                .should(new BeHeldToItsContracts())
                .because("a port is a promise, and its contract suite is what the promise says");
    }

    private boolean meetsAPort(JavaClass type) {
        return isConcrete(type) && portsOf(type).findAny().isPresent();
    }

    private Stream<JavaClass> portsOf(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .filter(face -> face.getPackageName().equals(ports))
                .filter(face -> suites.stream().anyMatch(suite -> isSuiteOf(face, suite)));
    }

    private boolean isHeldTo(JavaClass port, JavaClass type) {
        return tests.stream()
                .filter(test -> isConcrete(test)
                        && test.getAllRawSuperclasses().stream().anyMatch(suite -> isSuiteOf(port, suite)))
                .anyMatch(test -> reaches(test, type.getPackageName()));
    }

    private boolean reaches(JavaClass test, String packageName) {
        var seen = new HashSet<JavaClass>();
        var open = new ArrayDeque<JavaClass>();
        open.add(test);
        while (!open.isEmpty()) {
            var next = open.remove();
            if (next.getPackageName().equals(packageName)) {
                return true;
            }
            if (tests.contain(next.getName()) && seen.add(next)) {
                next.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .forEach(open::add);
            }
        }
        return false;
    }

    private static boolean isSuiteOf(JavaClass port, JavaClass type) {
        return type.getSimpleName().equals(port.getSimpleName() + "Contract");
    }

    private static boolean isConcrete(JavaClass type) {
        return !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    private final class BeHeldToItsContracts extends ArchCondition<JavaClass> {

        BeHeldToItsContracts() {
            super("be held to the contract of the port by a test");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            portsOf(type)
                    .forEach(port -> events.add(new SimpleConditionEvent(
                            type,
                            isHeldTo(port, type),
                            "%s against %sContract".formatted(type.getName(), port.getSimpleName()))));
        }
    }
}
