package io.talkoo.engine.internal.news;

import io.talkoo.engine.internal.task.TaskRecord;
import java.util.List;

/** Of which tasks somebody wants to hear; null is any. Immutable. */
public record NewsTopic(String name, String queue, String state, String rootId) {
    public static final NewsTopic ALL = new NewsTopic(null, null, null, null);

    /** The tasks of one workflow. */
    public static NewsTopic ofWorkflow(String rootId) {
        return new NewsTopic(null, null, null, rootId);
    }

    /** The topics that a change of {@code task} belongs to; those of a workflow have no other condition. */
    static List<NewsTopic> of(TaskRecord task) {
        String name = task.spec().name();
        String queue = task.spec().queue();
        String state = task.state();
        return List.of(
                ALL,
                new NewsTopic(name, null, null, null),
                new NewsTopic(null, queue, null, null),
                new NewsTopic(null, null, state, null),
                new NewsTopic(name, queue, null, null),
                new NewsTopic(name, null, state, null),
                new NewsTopic(null, queue, state, null),
                new NewsTopic(name, queue, state, null),
                ofWorkflow(task.spec().rootId()));
    }
}
