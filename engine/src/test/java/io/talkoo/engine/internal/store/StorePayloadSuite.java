package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.before;
import static io.talkoo.engine.internal.store.Steps.behindOne;
import static io.talkoo.engine.internal.store.Steps.step;
import static io.talkoo.engine.internal.store.Steps.succeeded;
import static io.talkoo.engine.internal.store.Steps.workflow;
import static io.talkoo.engine.internal.store.TaskSample.CREATED;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.fixture.KeyedCodec;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rows that a codec has encoded: with keys that change, that are missing, and beside rows that are as they are. */
abstract class StorePayloadSuite extends StoreSuite {
    private final KeyedCodec codec = new KeyedCodec(1);
    private boolean encoding = true;

    @Override
    Payloads payloads() {
        return encoding ? new Payloads(codec) : Payloads.PLAIN;
    }

    private StoredTask row(int number) {
        return get(store.load(id(number))).orElseThrow();
    }

    private List<String> listed() {
        return get(store.queries().list(TaskFilter.ALL, null, 10)).tasks().stream()
                .map(stored -> stored.task().id())
                .toList();
    }

    private List<String> ready() {
        ReadySearch all = new ReadySearch(0, "default", "", CREATED.plusSeconds(9), Set.of(), Set.of(), 10, 1 << 20);
        return get(store.queries().ready(all)).tasks().stream()
                .map(stored -> stored.task().id())
                .toList();
    }

    private static void assertCodecFails(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.PAYLOAD_CODEC));
    }

    @Test
    void rowsOfAnEarlierKeyAreReadAfterAChangeOfKeys() {
        save(task(id(1)).args(JsonBytes.of("[\"old\"]")));
        codec.use(2);
        save(task(id(2)).args(JsonBytes.of("[\"new\"]")));
        reopen();

        assertThat(row(1).task().spec().args()).isEqualTo(JsonBytes.of("[\"old\"]"));
        assertThat(ready()).containsExactly(id(1), id(2));
        assertThat(listed()).containsExactly(id(2), id(1));
    }

    @Test
    void aRowWhoseKeyIsMissingIsLeftAsItIsUntilTheKeyIsBack() {
        save(task(id(1)));
        codec.use(2);
        save(task(id(2)));
        codec.forget(1);

        assertCodecFails(() -> row(1));
        assertThat(ready()).containsExactly(id(2));
        assertThat(listed()).containsExactly(id(2));
        assertThat(get(store.queries().openIds(TaskFilter.ALL, null, 10)).ids()).containsExactly(id(2), id(1));

        codec.use(1);
        assertThat(ready()).containsExactly(id(1), id(2));
        assertThat(row(1).task()).isEqualTo(task(id(1)).build());
    }

    @Test
    void whatARowWaitsForIsAppendedThoughItsKeyIsMissing() {
        get(store.insert(workflow(step(id(1), before(id(2))), step(id(2), behindOne()))));
        StoredTask first = row(1);
        codec.use(2).forget(1);

        get(store.save(succeeded(first, "7"), first.revision() + 1));

        assertThat(ready()).isEmpty();
        assertCodecFails(() -> row(2));
        codec.use(1);
        assertThat(row(2).task().phase()).isEqualTo(Phase.PENDING);
        assertThat(row(2).task().input()).isEqualTo(JsonBytes.of("7"));
    }

    @Test
    void whatCannotBeEncodedIsNotStoredAndHarmsNothingElse() {
        codec.forget(1);
        assertCodecFails(() -> save(task(id(1))));
        codec.use(1);
        save(task(id(2)));

        assertThat(listed()).containsExactly(id(2));
    }

    @Test
    void rowsFromBeforeTheCodecAreReadAndEndEncoded() {
        get(store.writer().execute(session -> {
            session.execute("DELETE FROM meta WHERE name = 'payload-check'");
            return true;
        }));
        encoding = false;
        reopen();
        get(store.insert(workflow(step(id(1), before(id(2))), step(id(2), behindOne()))));
        encoding = true;
        reopen();

        StoredTask first = row(1);
        get(store.save(succeeded(first, "7"), first.revision() + 1));

        assertThat(row(2).task().input()).isEqualTo(JsonBytes.of("7"));
        assertThat(row(1).task().result()).isEqualTo(JsonBytes.of("7"));
    }

    @Test
    void aStoreThatCannotReadWhatIsThereIsNotOpened() {
        store.close();
        codec.use(2).forget(1);
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("there is no key 1");

        encoding = false;
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("got one without");

        encoding = true;
        codec.use(1);
        codec.use(2);
        open();
        codec.forget(1);
        reopen();
        assertThat(store.fault()).isEmpty();
    }

    @Test
    void aScheduleWhoseKeyIsMissingHoldsUpNoOther() {
        get(store.schedules().insert(schedule("first"), 1));
        codec.use(2);
        get(store.schedules().insert(schedule("second"), 1));
        codec.forget(1);

        assertThat(get(store.schedules().list("", 10)))
                .extracting(stored -> stored.schedule().name())
                .containsExactly("second");
        assertThat(get(store.schedules().due(Set.of(0, 1, 2, 3), CREATED, 10)))
                .extracting(due -> due.stored().schedule().name())
                .containsExactly("second");
        assertCodecFails(() -> get(store.schedules().find("first")));

        codec.use(1);
        assertThat(get(store.schedules().find("first")).orElseThrow().schedule())
                .isEqualTo(schedule("first"));
    }

    private static ScheduleRow schedule(String name) {
        TaskRequest task =
                TaskRequest.named("math.add").args(JsonBytes.of("[1]")).build();
        ScheduleRequest hourly = new ScheduleRequest("0 * * * *", "UTC", null, task, null, null, null);
        return new ScheduleRow(name, hourly, CREATED, CREATED, null, null, 0);
    }
}
