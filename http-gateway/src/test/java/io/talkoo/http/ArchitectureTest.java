package io.talkoo.http;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

@AnalyzeClasses(packages = "io.talkoo", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theArrowsNeverTurnRound = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("protocol")
            .definedBy("io.talkoo.protocol..")
            .layer("config")
            .definedBy("io.talkoo.config..")
            .layer("engine")
            .definedBy("io.talkoo.engine..")
            .layer("http-gateway")
            .definedBy("io.talkoo.http..")
            .whereLayer("protocol")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayOnlyAccessLayers("protocol")
            .whereLayer("engine")
            .mayOnlyAccessLayers("protocol", "config");

    @ArchTest
    static final ArchRule theGatewayUsesWhatEverybodyMayUse = noClasses()
            .that()
            .resideInAPackage("io.talkoo.http..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.talkoo.engine.internal..").or(resideInAPackage("io.talkoo.engine.testkit..")));

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackages("io.talkoo.http.cli..", "io.talkoo.engine..")
            .should(ACCESS_STANDARD_STREAMS);
}
