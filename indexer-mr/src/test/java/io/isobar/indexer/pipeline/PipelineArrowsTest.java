package io.isobar.indexer.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The stages can be driven by another engine: they know neither Hadoop nor files, and nobody above them. */
class PipelineArrowsTest {
    private static final JavaClasses INDEXER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.isobar.indexer");

    @Test
    void stagesKnowNoHadoopNoFilesNoClockAndNoThreads() {
        noClasses()
                .that()
                .resideInAPackage("io.isobar.indexer.pipeline")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.hadoop..", "java.nio.file..", "java.util.concurrent..", "io.isobar.catalog..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(INDEXER);
    }

    @Test
    void stagesKnowOnlyRowsTheirBytesAndTheSpec() {
        noClasses()
                .that()
                .resideInAPackage("io.isobar.indexer.pipeline")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.isobar.indexer",
                        "io.isobar.indexer.hadoop",
                        "io.isobar.indexer.partition",
                        "io.isobar.indexer.progress",
                        "io.isobar.indexer.outline")
                .check(INDEXER);
    }

    @Test
    void theBytesOfTheShuffleKnowNoStage() {
        noClasses()
                .that()
                .resideInAnyPackage("io.isobar.indexer.shuffle", "io.isobar.indexer.input", "io.isobar.indexer.spec")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.isobar.indexer.pipeline", "io.isobar.indexer.hadoop")
                .check(INDEXER);
    }

    @Test
    void sortingKnowsOnlyBytes() {
        noClasses()
                .that()
                .resideInAPackage("io.isobar.indexer.sort")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.isobar..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.isobar.indexer.sort"))))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hadoop..", "java.nio.file..")
                .check(INDEXER);
    }
}
