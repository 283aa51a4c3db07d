package io.talkoo.chaos.workflow;

import java.util.Map;

/**
 * What a workflow has to come to.
 *
 * @param succeeded how many of the tasks written succeed
 * @param failed how many of them fail, or cannot run
 * @param steps every step that becomes a task, by its key
 */
record Expected(End end, int succeeded, int failed, Map<String, StepEnd> steps) {}
