package dev.rollcall.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what between the spec's side and production's. */
@AnalyzeClasses(packages = "dev.rollcall.conformance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] TLC = {"tlc2..", "tla2sany..", "pcal..", "tla2tex..", "util", "util.."};
  private static final String[] FOR_ANY_SPEC = {
      "..conformance.tlc..", "..conformance.trace..", "..conformance.replay..", "..conformance.explore..",
      "..conformance.adopt..", "..conformance.dump.."};

  @ArchTest
  static final ArchRule onlyOnePackageKnowsTlc = noClasses()
      .that().resideOutsideOfPackage("..conformance.tlc..")
      .should().dependOnClassesThat().resideInAnyPackage(TLC);

  @ArchTest
  static final ArchRule whatWorksForAnySpecKnowsNothingOfOurs = noClasses()
      .that().resideInAnyPackage(FOR_ANY_SPEC)
      .should().dependOnClassesThat().resideInAnyPackage("..conformance.membership..", "..conformance.migration..",
          "..conformance.timing..");

  @ArchTest
  static final ArchRule whatWorksForAnySpecKnowsNothingOfProduction = noClasses()
      .that().resideInAnyPackage(FOR_ANY_SPEC)
      .should().dependOnClassesThat(
          resideInAPackage("dev.rollcall..").and(not(resideInAPackage("dev.rollcall.conformance.."))));

  @ArchTest
  static final ArchRule annotationsNeedOnlyWhatDrivesThem = noClasses()
      .that().resideInAPackage("..conformance.adopt..")
      .should().dependOnClassesThat(not(resideInAnyPackage("java..", "..conformance.adopt..", "..conformance.explore..",
          "..conformance.replay..", "..conformance.trace..")));

  @ArchTest
  static final ArchRule conformanceKnowsNoTests = noClasses()
      .should().dependOnClassesThat().resideInAnyPackage("org.junit..", "org.assertj..", "net.jqwik..", "com.tngtech..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.rollcall.conformance.(*)..").should().beFreeOfCycles();
}
