package io.talkoo.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.talkoo", importOptions = DoNotIncludeJars.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule aNodeIsTestedFromOutside = noClasses()
            .that()
            .resideInAPackage("io.talkoo.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.talkoo.engine.internal..");

    @ArchTest
    static final ArchRule whoJudgesDoesNotTakePart = noClasses()
            .that()
            .resideInAPackage("io.talkoo.chaos.check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.talkoo.chaos.load..", "io.talkoo.chaos.cluster..", "io.talkoo.chaos.fault..");
}
