package dev.millrace.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.millrace.testkit.architecture.AdapterRules;
import dev.millrace.testkit.architecture.ContractRules;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Classes to hold the rules against: Millrace itself, or the wrong house, which breaks every rule once.
///
/// @param root the package that holds `domain`, `application` and `adapter`
/// @param doors for each adapter, by its package's last name, the types it may show
/// @param classes what most rules read
/// @param tests the tests of those classes
record House(String root, Map<String, Set<String>> doors, JavaClasses classes, JavaClasses tests) {

    /// An adapter is entered through these types alone; a new public type is added here, on purpose, or hidden.
    private static final Map<String, Set<String>> DOORS = Map.of(
            "local", Set.of("FileMediaStore", "SignedFiles", "ManagedPostgres", "PostgresPrograms", "DatabaseUnusable"),
            "ffmpeg",
                    Set.of(
                            "FfmpegToolchain",
                            "FfmpegConfig",
                            "SandboxMode",
                            "SourceLimits",
                            "ToolchainReport",
                            "NoUsableFfmpeg"),
            "postgres", Set.of("PostgresPersistence"),
            "redis", Set.of("RedisSignalling", "RedisConfig"),
            "s3", Set.of("S3Media", "S3Config", "S3Config$Keys"),
            "rest",
                    Set.of(
                            "RestApi",
                            "RestConfig",
                            "RestExtension",
                            "RestLimits",
                            "AccessKey",
                            "NeedsNoKey",
                            "HookSender",
                            "ReachableNetworks"));

    static House millrace() {
        return new House(
                "dev.millrace",
                DOORS,
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.millrace"),
                new ClassFileImporter()
                        .importPaths(Project.modules().stream()
                                .map(module -> module.resolve("target/test-classes"))
                                .toList()));
    }

    static House wrong() {
        var root = "dev.millrace.architecture.wrong";
        var classes = new ClassFileImporter().importPackages(root);
        return new House(root, Map.of("disc", Set.of("Disc")), classes, classes);
    }

    /// One rule over all adapters there are; one that is not listed has no door at all.
    ArchRule onlyDoorsArePublic() {
        return CompositeArchRule.of(adapters()
                .map(adapter -> AdapterRules.onlyDoorsArePublic(
                        in("adapter." + adapter), doors.getOrDefault(adapter, Set.of())))
                .toList());
    }

    private Stream<String> adapters() {
        var prefix = in("adapter.");
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).split("\\.", 2)[0])
                .distinct();
    }

    ArchRule everyImplementationIsHeldToItsContract() {
        return new ContractRules(in("application.port"), classes, tests)
                .everyImplementationIsHeldToItsContract(resideInAnyPackage(in("application.."), in("adapter..")));
    }

    String in(String part) {
        return root + "." + part;
    }
}
