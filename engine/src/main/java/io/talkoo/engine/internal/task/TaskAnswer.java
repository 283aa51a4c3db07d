package io.talkoo.engine.internal.task;

/** What the Worker side answers to a {@link TaskEntity} that asked where its task is. */
public sealed interface TaskAnswer extends PersistentEntity.Answer {
    /**
     * To a withdrawal or a question where the task is.
     *
     * @param run the run it is in; null if it does not run, and then a withdrawn task is not started either until the
     *     entity says so
     * @param followed whether the entity is told of the outcome from now on
     */
    record Located(Run run, boolean followed) implements TaskAnswer {
        public static Located unfollowed(Run run) {
            return new Located(run, false);
        }
    }
}
