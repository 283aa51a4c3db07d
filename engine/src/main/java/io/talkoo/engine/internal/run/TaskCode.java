package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.engine.TaskContext;
import java.lang.reflect.Method;

/**
 * A task type with its code. Immutable.
 *
 * @param origin where it is defined, as messages call it
 * @param result writes its return values
 * @param resultType reads them back; null where the type is not known, as it is for lambdas
 * @param method the method it is; null for a lambda
 * @param owner class of the object the method is called on
 * @param loader class loader of the code
 */
record TaskCode(
        TaskType type,
        String origin,
        Arguments arguments,
        Body body,
        ObjectWriter result,
        ResultType<?> resultType,
        Method method,
        Class<?> owner,
        ClassLoader loader) {

    /** The user's code, with its arguments ready. */
    @FunctionalInterface
    interface Body {
        Object call(TaskContext context, Object[] arguments) throws Throwable;
    }
}
