package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.canvas.Tree;
import io.talkoo.engine.internal.control.Inspection;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.WorkflowPage;
import io.talkoo.protocol.WorkflowStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells how workflows are. Thread-safe. */
public final class WorkflowReads {
    private final TaskQueries queries;
    private final Questions questions;
    private final Inspection inspection;
    private final News news;
    private final TaskView view;

    /** @param view hides what is secret in results */
    public WorkflowReads(TaskQueries queries, Questions questions, Inspection inspection, News news, TaskView view) {
        this.view = view;
        this.queries = queries;
        this.questions = questions;
        this.inspection = inspection;
        this.news = news;
    }

    /** The workflow once it is ready, or as it is after {@code atMost}. Fails with NOT_FOUND. */
    public CompletionStage<WorkflowStatus> await(String id, Duration atMost) {
        return atMost.isZero() ? status(id) : questions.ready(id, atMost).thenCompose(row -> status(id));
    }

    /** The workflow as it is. Fails with NOT_FOUND. */
    public CompletionStage<WorkflowStatus> status(String id) {
        return tree(id).thenCompose(tree -> rows(tree).thenCompose(rows -> {
            TaskRecord end = rows.get(tree.resultId());
            if (end == null) {
                throw unknown(id);
            }
            return running(rows.values())
                    .thenCompose(running -> result(end)
                            .thenApply(value -> new WorkflowView(tree, rows, running)
                                    .status(view.resultOf(end, rows.values(), value))));
        }));
    }

    /** Workflows, newest first; {@code cursor} as {@link TaskQueries#list} takes it. */
    public CompletionStage<WorkflowPage> list(String cursor, int limit) {
        return queries.workflows(cursor, limit)
                .thenApply(page -> new WorkflowPage(
                        page.tasks().stream()
                                .map(stored -> WorkflowView.summary(stored.task()))
                                .toList(),
                        page.next()));
    }

    /** What the workflow came to once it is ready, or its state after {@code atMost}. Fails with NOT_FOUND. */
    public CompletionStage<TaskResult> result(String id, Duration atMost) {
        return questions.ready(id, atMost).thenCompose(this::shortened);
    }

    /** What the workflow came to, however long that takes. Fails with NOT_FOUND. */
    public CompletionStage<TaskResult> result(String id) {
        return questions.ready(id).thenCompose(this::shortened);
    }

    private CompletionStage<TaskResult> shortened(TaskRecord end) {
        return result(end).thenApply(value -> WorkflowView.result(end, value));
    }

    /** Which of its tasks run: most runs are over before they are written, so the rows do not tell. */
    private CompletionStage<Set<String>> running(Collection<TaskRecord> rows) {
        boolean anyMay =
                rows.stream().anyMatch(row -> !row.ready() && !row.phase().blocked());
        return anyMay ? inspection.running() : CompletableFuture.completedStage(Set.of());
    }

    private static TalkooException unknown(String id) {
        return new TalkooException(ProblemType.NOT_FOUND, "There is no workflow " + id + ".");
    }

    private CompletionStage<JsonBytes> result(TaskRecord end) {
        boolean gathered = end.phase() == Phase.SUCCESS && end.spec().flow().group();
        // What was only to be handed on, to a link for instance, may be there for all that.
        JsonBytes kept = end.spec().ignoreResult() ? null : end.result();
        return gathered ? queries.gathered(end.id()) : CompletableFuture.completedStage(kept);
    }

    /** A lone task is a workflow of one. */
    CompletionStage<Tree> tree(String id) {
        return queries.tree(id)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedStage(read(found.get()))
                        : questions
                                .current(id)
                                .thenApply(task -> Tree.task(id, task.spec().name())));
    }

    private static Tree read(JsonBytes tree) {
        try {
            return Json.mapper().readValue(tree.utf8(), Tree.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a workflow's tree", e);
        }
    }

    CompletionStage<Map<String, TaskRecord>> rows(Tree tree) {
        List<String> ids = new ArrayList<>();
        addIds(tree, ids);
        return queries.read(ids)
                .thenApply(rows -> rows.stream()
                        .map(StoredTask::task)
                        .collect(Collectors.toMap(TaskRecord::id, Function.identity())));
    }

    private static void addIds(Tree tree, List<String> ids) {
        if (tree.id() != null) {
            ids.add(tree.id());
        }
        tree.children().forEach(child -> addIds(child, ids));
    }

    /**
     * Tells {@code listener} the workflow as it is, unless its id is {@code after}, and then as it changes, its end last, from
     * one thread at a time. Run what this completes with to end that. Fails with NOT_FOUND.
     *
     * @param after {@link WorkflowWatch#idOf} of what was seen last; may be null
     */
    public CompletionStage<Runnable> watch(String id, String after, Consumer<WorkflowStatus> listener) {
        return questions.current(id).thenCompose(end -> {
            WorkflowWatch watch = new WorkflowWatch(() -> status(id), after, listener);
            String root = end.spec().rootId();
            return news.listen(watch.hearing(root)).thenApply(unlisten -> {
                // Should the news of the end get lost, the row tells.
                Runnable unfollow = questions.follow(id, null, changed -> watch.look());
                watch.endsWith(unlisten, unfollow);
                watch.look();
                return watch::close;
            });
        });
    }
}
