package io.talkoo.engine.internal.task;

/** What the Worker side answers to a {@link TaskEntity} that asked where its task is. */
public sealed interface TaskAnswer extends PersistentEntity.Answer {
    /**
     * To a withdrawal or a question where the task is.
     *
     * @param run the run it is in; null if it does not run, and then a withdrawn task is not started either until the
     *     entity says so
     */
    record Located(Run run) implements TaskAnswer {}
}
