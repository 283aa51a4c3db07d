package io.talkoo.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

@AnalyzeClasses(packages = "io.talkoo", importOptions = OnlyIncludeTests.class)
class TestHabitsTest {
    @ArchTest
    static final ArchRule testsWaitForEventsAndDoNotSleep = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Tasks")
            .and()
            .haveSimpleNameNotEndingWith("ScriptedTask")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class)
            .because("only the bodies of tasks take time on purpose");
}
