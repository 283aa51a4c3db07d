package io.talkoo.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What only the task itself, and whoever asks for its result, may see: everywhere else, in its status, in lists, events,
 * webhooks and messages, there is {@code "***"} in its place.
 *
 * <ul>
 *   <li>on a parameter of a task: that argument, given by position or by name
 *   <li>on a component of a record, a field or a getter of a type that a task takes or returns: what has that name in the
 *       task's arguments, result and progress, at any depth
 *   <li>on a method with {@link Task}: its result
 * </ul>
 *
 * <p>A marked parameter cannot be the task's {@code limitKey}, {@code fairKey} or {@code uniqueKey}. Names that are secret
 * in all tasks are set by {@code talkoo.tasks.secret-names}. It is stored as it is; to encrypt it, see
 * {@link TaskEngineBuilder#payloadCodec}.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Secret {}
