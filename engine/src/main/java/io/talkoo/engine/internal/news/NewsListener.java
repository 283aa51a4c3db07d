package io.talkoo.engine.internal.news;

import io.talkoo.engine.internal.task.TaskRecord;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Hears of changes of tasks, from one thread at a time, which it must not hold up.
 *
 * @param lost told how many changes were left out, since there were more than can be told
 */
public record NewsListener(NewsTopic topic, Consumer<TaskRecord> changed, LongConsumer lost) {}
