package dev.millrace.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/// What every adapter keeps to, as rules over compiled classes.
///
/// Millrace's own adapters are held to them; the author of another one runs them in a test of its module:
///
/// ```java
/// var classes = new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("com.example.gcs");
/// AdapterRules.onlyDoorsArePublic("com.example.gcs", Set.of("GcsMedia", "GcsConfig")).check(classes);
/// AdapterRules.noProcessIsStartedOutside(DescribedPredicate.alwaysFalse()).check(classes);
/// ```
public final class AdapterRules {

    private AdapterRules() {}

    /// An adapter is technology and role behind one public door, with its configuration and what the door hands out;
    /// everything else may change without anybody noticing.
    ///
    /// @param adapter the adapter's package; the packages below it count too
    /// @param doors the simple names of the top-level types that may be public
    public static ArchRule onlyDoorsArePublic(String adapter, Set<String> doors) {
        DescribedPredicate<JavaClass> hidden =
                describe("no doors", type -> !doors.contains(type.getSimpleName()) && isWrittenByAPerson(type));
        return classes()
                .that(resideInAPackage(adapter + ".."))
                .and()
                .areTopLevelClasses()
                .and(hidden)
                .should()
                .notBePublic()
                .because("an adapter has one public door and its configuration, here " + doors);
    }

    /// Annotation processors write public types too, under names that begin with `$`.
    private static boolean isWrittenByAPerson(JavaClass type) {
        return !type.getName().startsWith(type.getPackageName() + ".$");
    }

    /// Adapters meet in the process that wires them, never in each other's code.
    ///
    /// @param adapters the package below which each package is an adapter
    public static ArchRule noAdapterKnowsAnother(String adapters) {
        return slices().matching(adapters + ".(*)..").should().notDependOnEachOther();
    }

    /// Starting a program is a privilege: what runs, with which arguments and environment, is decided in few places.
    ///
    /// @param allowed the types that may start processes
    public static ArchRule noProcessIsStartedOutside(DescribedPredicate<? super JavaClass> allowed) {
        DescribedPredicate<JavaAccess<?>> startsAProcess = describe(
                "start a process",
                access -> access.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                        || (access.getTargetOwner().isEquivalentTo(Runtime.class)
                                && access.getTarget().getName().equals("exec")));
        return noClasses()
                .that(not(allowed))
                .should()
                .accessTargetWhere(startsAProcess)
                .because("processes are started in few, known places");
    }
}
