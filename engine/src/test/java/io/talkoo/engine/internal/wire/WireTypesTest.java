package io.talkoo.engine.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.talkoo.engine.internal.TalkooMessage;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class WireTypesTest {
    /** Messages that never leave their node; the others have a form in this package. */
    private static final Set<String> LOCAL = Set.of(
            "fleet.FleetMessage$Listed",
            "fleet.FleetMessage$Tick",
            "news.NewsMessage$Attach",
            "news.NewsMessage$Detach",
            "news.NewsMessage$Happened",
            "news.NewsMessage$Listed",
            "news.NewsMessage$Refill",
            "parcel.ParcelCollector$Collect",
            "limit.LimiterCommand$Ask",
            "limit.LimiterCommand$Look",
            "limit.LimiterCommand$Stop",
            "parcel.ParcelCollector$Fetched",
            "parcel.ParcelCollector$Silent",
            "parcel.ParcelCommand$Expire",
            "parcel.ParcelCommand$Hold",
            "parcel.ParcelPart$Overdue",
            "task.PersistentEntity$AnswerOverdue",
            "task.PersistentEntity$Loaded",
            "task.PersistentEntity$Reload",
            "task.PersistentEntity$Saved",
            "task.PersistentEntity$Stop",
            "task.TaskCommand$LookForWatchers",
            "worker.Agenda$Tick",
            "worker.LimitDesk$Tick",
            "remote.RemoteCommand$Begun",
            "remote.RemoteCommand$Checked",
            "remote.RemoteCommand$Close",
            "remote.RemoteCommand$Filled",
            "remote.RemoteCommand$Left",
            "remote.RemoteCommand$Look",
            "remote.RemoteCommand$Register",
            "remote.RemoteCommand$Stop",
            "worker.SlotsCommand$Drain",
            "worker.SlotsCommand$Freed",
            "worker.SlotsCommand$Inherit",
            "worker.SlotsCommand$LendNow",
            "worker.SlotsCommand$LendingTick",
            "worker.SlotsCommand$LentBefore",
            "worker.SlotsCommand$LimitsChanged",
            "worker.SlotsCommand$Offer",
            "worker.SlotsCommand$Resume",
            "worker.SlotsCommand$Retire",
            "worker.SlotsCommand$Tick",
            "worker.StoreReads$ExpiredFound",
            "worker.StoreReads$LanesFound",
            "worker.StoreReads$Loaded",
            "worker.StoreReads$Moved",
            "worker.StoreReads$NewestFound",
            "worker.StoreReads$QueuesFound",
            "worker.TakeOver$Look",
            "worker.TakeOver$Taken",
            "worker.TakeOver$TimeOut",
            "worker.Worker$ReadNewest",
            "worker.Worker$Stop",
            "worker.WorkerCommand$LimitsChanged",
            "worker.WorkerCommand$Drain",
            "worker.WorkerCommand$Resumed");

    @Test
    void everyMessageEitherHasAFormOrStaysOnItsNode() {
        String root = TalkooMessage.class.getPackageName();
        Set<String> messages = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages(root).stream()
                        .filter(type -> !type.isInterface() && type.isAssignableTo(TalkooMessage.class))
                        .map(JavaClass::getName)
                        .map(name -> name.substring(root.length() + 1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = WireTypes.all().stream()
                .map(type -> type.type().getName().substring(root.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).doesNotContainAnyElementsOf(LOCAL);
        listed.addAll(LOCAL);
        assertThat(messages).isEqualTo(listed);
    }

    @Test
    void manifestsAreShortWordsWithAVersion() {
        assertThat(WireTypes.all())
                .allSatisfy(type -> assertThat(type.manifest()).matches("[a-z-]{1,20}:[1-9][0-9]?"));
    }
}
