package dev.millrace.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static dev.millrace.testkit.architecture.AdapterRules.noAdapterKnowsAnother;
import static dev.millrace.testkit.architecture.AdapterRules.noProcessIsStartedOutside;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseTest {

    private static final House MILLRACE = House.millrace();
    private static final House WRONG = House.wrong();

    static Stream<Rule> rules() throws ClassNotFoundException {
        return Stream.of(
                new Rule(
                        "the domain knows itself alone",
                        CoreRules::theDomainKnowsItselfAlone,
                        wrong("domain.DomainThatKnowsTheApplication")),
                new Rule(
                        "the application knows the domain alone",
                        CoreRules::theApplicationKnowsTheDomainAlone,
                        wrong("application.client.ApplicationThatKnowsAnAdapter")),
                new Rule(
                        "the core leaves technology to adapters",
                        CoreRules::theCoreLeavesTechnologyToAdapters,
                        wrong("application.client.ApplicationThatSpeaksSql")),
                new Rule(
                        "the core takes time and chance from outside",
                        CoreRules::theCoreTakesTimeAndChanceFromOutside,
                        wrong("domain.DomainThatReadsTheClock")),
                new Rule(
                        "ports speak domain and JDK types",
                        CoreRules::portsSpeakDomainAndJdkTypes,
                        wrong("application.port.PortThatSpeaksOfTheEngine")),
                new Rule("packages form no circle", CoreRules::packagesFormNoCircle, wrong("circle.one.HalfOfACircle")),
                new Rule(
                        "no adapter knows another",
                        house -> noAdapterKnowsAnother(house.in("adapter")),
                        wrong("adapter.tape.AdapterThatKnowsAnother")),
                new Rule(
                        "adapters show their doors alone",
                        House::onlyDoorsArePublic,
                        wrong("adapter.disc.AdapterClassForAllToSee")),
                new Rule(
                        "every implementation of a port is held to its contract",
                        House::everyImplementationIsHeldToItsContract,
                        wrong("adapter.tape.AdapterWithoutAContractTest")),
                new Rule(
                        "processes are started in few places",
                        house -> noProcessIsStartedOutside(
                                resideInAnyPackage(house.in("adapter.ffmpeg.."), house.in("testing.servers.."))
                                        .or(nameStartingWith(house.in("adapter.local.Postgres")))),
                        wrong("adapter.tape.AdapterThatStartsAProcess")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void millrace_keeps_the_rule(Rule rule) {
        rule.over().apply(MILLRACE).check(MILLRACE.classes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void the_rule_catches_its_culprit_and_nobody_else(Rule rule) {
        var report = rule.over().apply(WRONG).evaluate(WRONG.classes()).getFailureReport();

        assertThat(report.getDetails())
                .isNotEmpty()
                .allMatch(detail -> detail.contains(rule.culprit().getName()));
    }

    private static Class<?> wrong(String type) throws ClassNotFoundException {
        return Class.forName("dev.millrace.architecture.wrong." + type);
    }
}
