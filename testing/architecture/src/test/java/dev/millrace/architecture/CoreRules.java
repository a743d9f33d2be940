package dev.millrace.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/// What the core, `domain` and `application`, keeps to.
final class CoreRules {

    private CoreRules() {}

    /// The domain can be read, tested and reused without anything else of Millrace.
    static ArchRule theDomainKnowsItselfAlone(House house) {
        return classes()
                .that()
                .resideInAPackage(house.in("domain.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(house.in("domain.."), "java..", "org.jspecify..");
    }

    /// The application asks for what it needs through ports; who answers is none of its business. Signatures are part of
    /// the JDK's core like digests, whatever their package is called.
    static ArchRule theApplicationKnowsTheDomainAlone(House house) {
        return classes()
                .that()
                .resideInAPackage(house.in("application.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        house.in("application.."), house.in("domain.."), "java..", "javax.crypto..", "org.jspecify..");
    }

    /// What the JDK offers for databases, networks and screens is technology too, and belongs to adapters. The core
    /// logs through `System.Logger`, which leaves the choice of a log to the host.
    static ArchRule theCoreLeavesTechnologyToAdapters(House house) {
        return noClasses()
                .that()
                .resideInAnyPackage(house.in("domain.."), house.in("application.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.awt..",
                        "java.beans..",
                        "java.net.http..",
                        "java.rmi..",
                        "java.sql..",
                        "java.util.logging..");
    }

    /// A port that spoke of the engine, or of a library, could be met by this engine or with that library alone.
    static ArchRule portsSpeakDomainAndJdkTypes(House house) {
        return classes()
                .that()
                .resideInAPackage(house.in("application.port.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(house.in("application.port.."), house.in("domain.."), "java..", "org.jspecify..");
    }

    /// Time, identity and chance come in from outside, so that a test can decide them. One class offers the machine's
    /// own to those who bring none.
    static ArchRule theCoreTakesTimeAndChanceFromOutside(House house) {
        return noClasses()
                .that()
                .resideInAnyPackage(house.in("domain.."), house.in("application.."))
                .and(not(name(house.in("application.engine.SystemDefaults"))))
                .should()
                .accessTargetWhere(Ambient.TIME_OR_CHANCE)
                .because("a clock, a source of ids and a source of chance are handed to whoever needs them");
    }

    /// Packages that need each other are one package that does not admit it.
    static ArchRule packagesFormNoCircle(House house) {
        return slices().matching(house.in("(**)")).should().beFreeOfCycles();
    }
}
