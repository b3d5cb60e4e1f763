package io.isobar.segment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which packages of the format may know which. */
class PackageArrowsTest {
    private static final String ROOT = "io.isobar.segment";
    private static final JavaClasses FORMAT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            scratch    | -
            hll        | -
            sketch     | hll
            smoosh     | scratch
            codec      | smoosh scratch
            bitmap     | codec smoosh
            dictionary | codec smoosh scratch
            column     | dictionary bitmap codec smoosh
            build      | column dictionary bitmap codec smoosh scratch hll sketch time
            """)
    void eachPackageKnowsOnlyThoseBelowIt(String name, String below) {
        List<String> known = new ArrayList<>(List.of(ROOT, ROOT + "." + name));
        if (below != null) {
            for (String other : below.split(" ", -1)) {
                known.add(ROOT + "." + other);
            }
        }
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyAccessClassesThat()
                .resideInAnyPackage(withLibraries(known))
                .check(FORMAT);
    }

    private static String[] withLibraries(List<String> ours) {
        List<String> all = new ArrayList<>(ours);
        all.addAll(List.of(
                "java..",
                "org.jspecify..",
                "org.roaringbitmap..",
                "org.apache.datasketches..",
                "com.fasterxml.jackson..",
                "net.jpountz..",
                "com.github.luben..",
                "com.ning.compress.."));
        return all.toArray(String[]::new);
    }
}
