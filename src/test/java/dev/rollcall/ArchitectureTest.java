package dev.rollcall;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may use what in production code, and how large a file may grow. */
@AnalyzeClasses(packages = "dev.rollcall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule productionKnowsNoTestsAndNoConformance = noClasses()
      .should().dependOnClassesThat().resideInAnyPackage(
          "dev.rollcall.conformance..", "org.junit..", "org.assertj..", "net.jqwik..", "com.tngtech..", "tlc2..");

  @ArchTest
  static final ArchRule onlyTheRuntimeStartsThreads = noClasses()
      .that().resideOutsideOfPackage("..runtime..")
      .should().dependOnClassesThat(startsThreads())
      .orShould().callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
          com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(".*Async")))
      .because("steps are pure: what runs them is handed the threads");

  @ArchTest
  static final ArchRule onlyOneStoreKnowsFoundationDb = noClasses()
      .that().resideOutsideOfPackage("..store.fdb..")
      .should().dependOnClassesThat().resideInAPackage("com.apple.foundationdb..");

  @ArchTest
  static final ArchRule onlyTheMetersKnowMicrometer = noClasses()
      .that().resideOutsideOfPackage("dev.rollcall.metrics..")
      .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule nothingNeedsTheMeters = noClasses()
      .that().resideOutsideOfPackage("dev.rollcall.metrics..")
      .should().dependOnClassesThat().resideInAPackage("dev.rollcall.metrics..");

  @ArchTest
  static final ArchRule stepsReadNoClockAndNoRandomnessOfTheirOwn = noClasses()
      .that().resideInAnyPackage("dev.rollcall", "..protocol..", "..detector..", "..migration..", "..status..",
          "..doctor..")
      .should().callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(System.class, "nanoTime")
      .orShould().callMethod(java.time.Instant.class, "now")
      .orShould().dependOnClassesThat().areAssignableTo(Random.class)
      .orShould().dependOnClassesThat().areAssignableTo(SplittableRandom.class)
      .orShould().dependOnClassesThat().areAssignableTo(java.time.Clock.class);

  @ArchTest
  static final ArchRule storesKnowNothingOfMembership = noClasses()
      .that().resideInAPackage("..store..")
      .should().dependOnClassesThat().resideInAnyPackage(
          "dev.rollcall", "..protocol..", "..detector..", "..migration..", "..runtime..");

  @ArchTest
  static final ArchRule membershipKnowsNothingOfItsActors = noClasses()
      .that().resideInAnyPackage("dev.rollcall", "..protocol..", "..detector..")
      .should().dependOnClassesThat().resideInAPackage("..migration..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  private static DescribedPredicate<JavaClass> startsThreads() {
    return simpleName("Thread").or(simpleName("ThreadFactory")).or(simpleName("ForkJoinPool"))
        .or(simpleName("Timer").and(resideInAnyPackage("java..", "javax..")))
        .or(resideInAPackage("java.util.concurrent")
            .and(DescribedPredicate.describe("is an executor", c -> c.getSimpleName().contains("Execut"))));
  }

  /** One slice a package, so that a package and those below it are different slices. */
  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return javaClass.getPackageName().startsWith("dev.rollcall")
          ? SliceIdentifier.of(javaClass.getPackageName()) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }

  @Test
  void noFileIsLongerThan500Lines() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> files;
    try (Stream<Path> src = Files.walk(root.resolve("src"));
        Stream<Path> conformance = Files.walk(root.resolve("conformance"))) {
      files = Stream.concat(src, conformance).filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      assertThat(Files.readAllLines(file).size()).as("lines of %s", root.relativize(file)).isLessThanOrEqualTo(500);
    }
  }
}
