package io.isobar.stories;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may depend on whom, over all modules: the picture in ARCHITECTURE.md, held. */
class ModuleArrowsTest {
    private static final JavaClasses ISOBAR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.isobar");

    /** For each module's root package, the root packages of the modules that it may know. */
    private static final Map<String, List<String>> MAY_KNOW = Map.of(
            "segment", List.of(),
            "query", List.of("segment"),
            "catalog", List.of("segment"),
            "hadoop", List.of("catalog", "segment"),
            "indexer", List.of("query", "catalog", "hadoop", "segment"),
            "replicator", List.of("catalog", "segment"),
            "serving", List.of("query", "catalog", "segment"),
            "cli", List.of("indexer", "replicator", "serving", "query", "catalog", "hadoop", "segment"));

    @TestFactory
    List<DynamicTest> eachModuleKnowsOnlyTheModulesBelowIt() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, List<String>> module : MAY_KNOW.entrySet()) {
            String[] forbidden = MAY_KNOW.keySet().stream()
                    .filter(other ->
                            !other.equals(module.getKey()) && !module.getValue().contains(other))
                    .map(other -> "io.isobar." + other + "..")
                    .toArray(String[]::new);
            if (forbidden.length > 0) {
                tests.add(DynamicTest.dynamicTest(
                        module.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage("io.isobar." + module.getKey() + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(forbidden)
                                .check(ISOBAR)));
            }
        }
        return tests;
    }

    @Test
    void hadoopTypesAppearOnlyInPackagesNamedHadoop() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..hadoop..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .check(ISOBAR);
    }

    @Test
    void theFormatKnowsNoDatabaseAndNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("io.isobar.segment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.net.http..", "org.eclipse.jetty..")
                .check(ISOBAR);
    }

    @Test
    void everyClassBelongsToAModule() {
        classes()
                .that()
                .resideInAPackage("io.isobar..")
                .should()
                .resideInAnyPackage(MAY_KNOW.keySet().stream()
                        .map(module -> "io.isobar." + module + "..")
                        .toArray(String[]::new))
                .check(ISOBAR);
    }
}
