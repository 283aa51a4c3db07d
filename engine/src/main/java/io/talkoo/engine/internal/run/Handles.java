package io.talkoo.engine.internal.run;

import io.talkoo.engine.TaskContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/** Calls user code without reflection's wrapping of exceptions, whatever its visibility. */
final class Handles {
    private static final MethodType TASK = MethodType.methodType(Object.class, TaskContext.class, Object[].class);
    private static final MethodType MAKE = MethodType.methodType(Object.class, Object[].class);

    private Handles() {}

    /** The method of {@code target} as {@code (TaskContext, Object[]) -> Object}. */
    static MethodHandle task(Method method, Object target) {
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
            MethodHandle bound = Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(target);
            boolean wantsContext =
                    bound.type().parameterCount() > 0 && bound.type().parameterType(0) == TaskContext.class;
            MethodHandle withContext = wantsContext ? bound : MethodHandles.dropArguments(bound, 0, TaskContext.class);
            int arguments = withContext.type().parameterCount() - 1;
            return withContext.asSpreader(1, Object[].class, arguments).asType(TASK);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("not accessible: " + method, e);
        }
    }

    /** The canonical constructor of a record as {@code (Object[]) -> Object}. */
    static MethodHandle constructor(Class<?> type) {
        try {
            Class<?>[] components = Arrays.stream(type.getRecordComponents())
                    .map(component -> component.getType())
                    .toArray(Class<?>[]::new);
            Constructor<?> canonical = type.getDeclaredConstructor(components);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asFixedArity()
                    .asSpreader(Object[].class, components.length)
                    .asType(MAKE);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("not accessible: " + type, e);
        }
    }
}
