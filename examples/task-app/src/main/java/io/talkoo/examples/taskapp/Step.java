package io.talkoo.examples.taskapp;

import io.talkoo.engine.TaskContext;

/** How far a task is, as the page draws it. */
record Step(int current, int total) {
    /** Shows it to whoever looks at the task. */
    Step report(TaskContext task) {
        task.updateState("PROGRESS", this);
        return this;
    }
}
