package io.talkoo.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.talkoo", importOptions = DoNotIncludeJars.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule anExampleUsesWhatEverybodyMayUse = noClasses()
            .that()
            .resideOutsideOfPackage("io.talkoo.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.talkoo.engine.internal..");
}
