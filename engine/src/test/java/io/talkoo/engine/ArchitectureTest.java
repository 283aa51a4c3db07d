package io.talkoo.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;

@AnalyzeClasses(packages = "io.talkoo", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> HIDDEN = resideInAPackage("org.apache.pekko..")
            .and(DescribedPredicate.not(assignableTo(ActorSystem.class)))
            .or(resideInAPackage("io.talkoo.engine.internal.."));

    @ArchTest
    static final ArchRule theProtocolNeedsNothingButJackson = classes()
            .that()
            .resideInAPackage("io.talkoo.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.talkoo.protocol..", "com.fasterxml.jackson..", "java..", "javax.crypto..");

    @ArchTest
    static final ArchRule theSettingsNeedNothingButTypesafeConfigAndTheProtocol = classes()
            .that()
            .resideInAPackage("io.talkoo.config..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.talkoo.config..", "io.talkoo.protocol..", "com.typesafe.config..", "java..");

    @ArchTest
    static final ArchRule theEngineKnowsNothingOfHttp = noClasses()
            .that()
            .resideInAPackage("io.talkoo.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.talkoo.http..", "org.apache.pekko.http..", "java.net.http..");

    @ArchTest
    static final ArchRule theJavaApiDoesNotShowPekkoNorItsOwnInsides = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(resideInAPackage("io.talkoo.engine").and(publicAllTheWay()))
            .should()
            .notHaveRawReturnType(HIDDEN)
            .andShould()
            .notHaveRawParameterTypes(anyOf(HIDDEN));

    @ArchTest
    static final ArchRule timeComesFromAClockThatIsHandedIn = noClasses()
            .that()
            .resideInAPackage("io.talkoo.engine..")
            .should()
            .accessTargetWhere(to(
                    "java.lang.System.currentTimeMillis()",
                    "java.time.Clock.systemDefaultZone()",
                    "java.time.Instant.now()",
                    "java.time.LocalDate.now()",
                    "java.time.LocalDateTime.now()",
                    "java.time.OffsetDateTime.now()",
                    "java.time.ZonedDateTime.now()",
                    "java.util.Date.<init>()"))
            .because("a test moves the clock, and a clock that is set back must not start anything twice");

    @ArchTest
    static final ArchRule theSystemClockIsTakenInOnePlace = noClasses()
            .that()
            .resideInAPackage("io.talkoo.engine..")
            .and(DescribedPredicate.not(simpleName("TaskEngine")
                    .or(simpleName("TaskEngineBuilder"))
                    .or(DescribedPredicate.describe(
                            "the engine's builder",
                            type -> type.getFullName().equals("io.talkoo.engine.TaskEngine$Builder")))))
            .should()
            .accessTargetWhere(to("java.time.Clock.systemUTC()"));

    @ArchTest
    static final ArchRule actorsDoNotBlock = noClasses()
            .that()
            .resideInAnyPackage("io.talkoo.engine.internal.task..", "io.talkoo.engine.internal.worker..")
            .should()
            .accessTargetWhere(to(
                    "java.lang.Thread.sleep(long)",
                    "java.util.concurrent.CompletableFuture.get()",
                    "java.util.concurrent.CompletableFuture.join()",
                    "java.util.concurrent.Future.get()",
                    "java.util.concurrent.CountDownLatch.await()",
                    "java.lang.Object.wait()"));

    @ArchTest
    static final ArchRule theRulesOfATaskKnowNoActors = noClasses()
            .that()
            .haveNameMatching("io\\.talkoo\\.engine\\.internal\\.task\\.(TaskState|TaskRecord|TaskSpec|Phase)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.pekko..");

    @ArchTest
    static final ArchRule theStoreKnowsOnlyTheTasksItKeeps = noClasses()
            .that()
            .resideInAPackage("io.talkoo.engine.internal.store..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.talkoo.engine.internal..")
                    .and(resideOutsideOfPackages(
                            "io.talkoo.engine.internal.store..", "io.talkoo.engine.internal.task..")));

    @ArchTest
    static final ArchRule runningATaskKnowsNothingOfWhereItWaits = noClasses()
            .that()
            .resideInAPackage("io.talkoo.engine.internal.run..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.talkoo.engine.internal.worker..", "io.talkoo.engine.internal.store..");

    @ArchTest
    static final ArchRule theWiringIsKnownToNoneOfItsParts = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.talkoo.engine.internal.task..",
                    "io.talkoo.engine.internal.worker..",
                    "io.talkoo.engine.internal.run..",
                    "io.talkoo.engine.internal.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.talkoo.engine.internal.node..", "io.talkoo.engine.internal.gateway..");

    @ArchTest
    static final ArchRule nobodyDependsOnHowMessagesAreWritten = noClasses()
            .that()
            .resideOutsideOfPackage("io.talkoo.engine.internal.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.talkoo.engine.internal.wire..");

    @ArchTest
    static final ArchRule nothingIsSerializedByJava = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectOutputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule librariesLogAndDoNotPrint = noClasses().should(ACCESS_STANDARD_STREAMS);

    private static DescribedPredicate<JavaClass> publicAllTheWay() {
        return DescribedPredicate.describe("public", type -> type.getModifiers().contains(JavaModifier.PUBLIC));
    }

    private static DescribedPredicate<List<JavaClass>> anyOf(DescribedPredicate<JavaClass> type) {
        return DescribedPredicate.describe(
                "any of " + type.getDescription(), types -> types.stream().anyMatch(type));
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> to(String... members) {
        Set<String> forbidden = Set.of(members);
        return DescribedPredicate.describe(
                "the target is one of " + forbidden,
                access -> forbidden.contains(access.getTarget().getFullName()));
    }
}
