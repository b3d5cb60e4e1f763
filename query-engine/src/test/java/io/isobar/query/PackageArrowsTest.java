package io.isobar.query;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package of this module may know which: from the queries down to what all of them stand on. */
class PackageArrowsTest {
    private static final JavaClasses QUERY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.isobar.query");

    @Test
    void arrowsPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("queries")
                .definedBy("io.isobar.query")
                .layer("group")
                .definedBy("io.isobar.query.group")
                .layer("aggregate")
                .definedBy("io.isobar.query.aggregate")
                .layer("postaggregate")
                .definedBy("io.isobar.query.postaggregate")
                .layer("filter")
                .definedBy("io.isobar.query.filter")
                .layer("values")
                .definedBy("io.isobar.query.values")
                .layer("batch")
                .definedBy("io.isobar.query.batch")
                .layer("expression")
                .definedBy("io.isobar.query.expression..")
                .layer("order")
                .definedBy("io.isobar.query.order")
                .layer("json")
                .definedBy("io.isobar.query.json")
                .layer("wire")
                .definedBy("io.isobar.query.wire")
                .layer("error")
                .definedBy("io.isobar.query.error")
                .whereLayer("queries")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("group")
                .mayOnlyBeAccessedByLayers("queries")
                .whereLayer("aggregate")
                .mayOnlyBeAccessedByLayers("queries", "group")
                .whereLayer("postaggregate")
                .mayOnlyBeAccessedByLayers("queries")
                .whereLayer("filter")
                .mayOnlyBeAccessedByLayers("queries", "group", "aggregate")
                .whereLayer("values")
                .mayOnlyBeAccessedByLayers("queries", "group")
                .check(QUERY);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.isobar.query.(*)..").should().beFreeOfCycles().check(QUERY);
    }
}
