package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A task to store, put together field by field. */
final class TaskSample {
    static final Instant CREATED = Instant.parse("2026-11-20T08:10:00.123Z");

    private final String id;
    private String name = "math.add";
    private String queue = "default";
    private String lane = Lane.NONE;
    private int priority = 5;
    private JsonBytes args = JsonBytes.of("[4, 2]");
    private Instant createdAt = CREATED;
    private Instant dueAt = CREATED;
    private Instant expiresAt;
    private String parentId;
    private String rootId;
    private Map<String, String> headers = Map.of();
    private Phase phase = Phase.PENDING;
    private String custom;
    private Instant finishedAt;
    private Instant purgeAt;
    private Unique unique;
    private Flow flow = Flow.NONE;

    private TaskSample(String id) {
        this.id = id;
        this.rootId = id;
    }

    static TaskSample task(String id) {
        return new TaskSample(id);
    }

    TaskSample name(String value) {
        name = value;
        return this;
    }

    TaskSample queue(String value) {
        queue = value;
        return this;
    }

    TaskSample lane(String value) {
        lane = value;
        return this;
    }

    TaskSample priority(int value) {
        priority = value;
        return this;
    }

    TaskSample args(JsonBytes value) {
        args = value;
        return this;
    }

    TaskSample unique(Unique value) {
        unique = value;
        return this;
    }

    TaskSample createdAt(Instant value) {
        createdAt = value;
        return this;
    }

    TaskSample dueAt(Instant value) {
        dueAt = value;
        return this;
    }

    TaskSample expiresAt(Instant value) {
        expiresAt = value;
        return this;
    }

    TaskSample parent(String parent, String root) {
        parentId = parent;
        rootId = root;
        return this;
    }

    TaskSample headers(Map<String, String> value) {
        headers = value;
        return this;
    }

    TaskSample started(String word) {
        phase = Phase.STARTED;
        custom = word;
        return this;
    }

    TaskSample ended(Phase how, Instant purge) {
        phase = how;
        finishedAt = CREATED.plusSeconds(1);
        purgeAt = purge;
        return this;
    }

    TaskSample flow(Flow value) {
        flow = value;
        return this;
    }

    TaskRecord build() {
        TaskSpec spec = spec();
        return new TaskRecord(
                spec,
                phase,
                custom,
                dueAt,
                0,
                0,
                0,
                0,
                null,
                finishedAt,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                purgeAt,
                null,
                null,
                null);
    }

    TaskSpec spec() {
        return new TaskSpec(
                id,
                name,
                queue,
                priority,
                args,
                JsonBytes.EMPTY_OBJECT,
                null,
                null,
                expiresAt == null ? null : Expires.at(expiresAt),
                expiresAt,
                Duration.ofSeconds(60),
                null,
                null,
                false,
                false,
                Duration.ofHours(24),
                parentId,
                rootId,
                null,
                headers,
                createdAt,
                flow,
                lane,
                unique,
                null,
                null);
    }
}
