package dev.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProjectTest {

    @Test
    void the_rules_read_every_class_of_every_module() {
        var compiled = Project.modules().stream()
                .map(module -> module.resolve("target/classes"))
                .toList();

        var read = House.millrace().classes().stream().map(JavaClass::getName).collect(Collectors.toSet());

        assertThat(new ClassFileImporter().importPaths(compiled))
                .extracting(JavaClass::getName)
                .isSubsetOf(read);
    }

    @Test
    void the_bom_lists_exactly_the_published_modules() {
        var bom = Project.modules().stream()
                .filter(module -> module.endsWith("bom"))
                .findFirst()
                .orElseThrow();

        var listed = Project.texts(bom, "/project/dependencyManagement/dependencies/dependency/artifactId");

        assertThat(listed).containsExactlyInAnyOrderElementsOf(published());
    }

    @Test
    void the_bom_has_the_version_of_the_project() {
        var bom = Project.modules().stream()
                .filter(module -> module.endsWith("bom"))
                .findFirst()
                .orElseThrow();

        assertThat(Project.texts(bom, "/project/version"))
                .isEqualTo(Project.texts(bom.getParent(), "/project/version"));
    }

    private static List<String> published() {
        return Project.modules().stream()
                .filter(module -> !module.endsWith("bom"))
                .filter(module -> !Project.texts(module, "/project/properties/maven.deploy.skip")
                        .contains("true"))
                .flatMap(module -> Project.texts(module, "/project/artifactId").stream())
                .toList();
    }
}
