package io.talkoo.engine.internal.run;

import io.talkoo.engine.TaskContext;
import io.talkoo.protocol.Nearest;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds the task that a method reference such as {@code MathTasks::add} names, through what the JDK would serialize of
 * it; nothing is serialized. Thread-safe.
 */
public final class MethodReferences {
    private final TaskRegistry registry;

    /** By the class that the JDK made for the reference: one for each place in the source. */
    private final Map<Class<?>, TaskCall<?>> known = new ConcurrentHashMap<>();

    public MethodReferences(TaskRegistry registry) {
        this.registry = registry;
    }

    /** Throws {@link IllegalArgumentException} when it does not name a task of the registry. */
    @SuppressWarnings("unchecked") // the reference's own type says R, and is checked against the method by javac
    public <R> TaskCall<R> resolve(Serializable reference) {
        TaskCall<?> call = known.get(reference.getClass());
        if (call == null) {
            call = registry.call(find(reference));
            known.put(reference.getClass(), call);
        }
        return (TaskCall<R>) call;
    }

    private TaskCode find(Serializable reference) {
        SerializedLambda method = described(reference);
        refuseWhatNamesNoMethod(method);
        ClassLoader loader = reference.getClass().getClassLoader();
        MethodType shape = MethodType.fromMethodDescriptorString(method.getInstantiatedMethodType(), loader);
        Class<?> receiver = shape.parameterType(0);
        List<TaskCode> found = registry.codes().stream()
                .filter(code -> code.method() != null && names(method, loader, code.method()))
                .filter(code -> receiver.isAssignableFrom(code.owner()))
                .toList();
        if (found.size() == 1) {
            return sameContext(found.get(0), shape);
        }
        throw found.isEmpty() ? unknown(method, receiver) : ambiguous(method, found);
    }

    private static SerializedLambda described(Serializable reference) {
        try {
            Method replace = reference.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return (SerializedLambda) replace.invoke(reference);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "expected a method reference such as MathTasks::add, got an object of " + reference.getClass(), e);
        }
    }

    private static void refuseWhatNamesNoMethod(SerializedLambda method) {
        String name = method.getImplMethodName();
        if (name.startsWith("lambda$")) {
            throw new IllegalArgumentException(
                    "expected a method reference such as MathTasks::add, got a lambda, which names no task"
                            + " (javac also makes a lambda of some references, to a method with varargs for one)");
        }
        if (method.getCapturedArgCount() > 0) {
            throw new IllegalArgumentException("expected a reference through the class such as MathTasks::add, got one"
                    + " to ::" + name + " of one object; tasks run on the object that was registered");
        }
        if (method.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic) {
            throw new IllegalArgumentException("::" + name + " is static: submit it by its name");
        }
    }

    private static boolean names(SerializedLambda reference, ClassLoader loader, Method method) {
        return method.getName().equals(reference.getImplMethodName())
                && MethodType.fromMethodDescriptorString(reference.getImplMethodSignature(), loader)
                        .parameterList()
                        .equals(List.of(method.getParameterTypes()));
    }

    /** To javac a method that takes any object looks as if it wanted its context. */
    private static TaskCode sameContext(TaskCode code, MethodType shape) {
        Class<?>[] parameters = code.method().getParameterTypes();
        boolean seen = shape.parameterCount() > 1 && shape.parameterType(1) == TaskContext.class;
        if (seen && parameters[0] != TaskContext.class) {
            throw new IllegalArgumentException("the first parameter of " + code.origin()
                    + " takes a TaskContext as well, so that its types cannot be told: submit it by its name");
        }
        return code;
    }

    private IllegalArgumentException unknown(SerializedLambda method, Class<?> receiver) {
        String name = receiver.getSimpleName() + "." + method.getImplMethodName();
        return new IllegalArgumentException(receiver.getSimpleName() + "::" + method.getImplMethodName()
                + " is no task of this engine: expected a method with @Task of a registered object"
                + Nearest.hint(name, registry.names()));
    }

    private static IllegalArgumentException ambiguous(SerializedLambda method, List<TaskCode> found) {
        String names = found.stream().map(code -> code.type().name()).sorted().collect(Collectors.joining(", "));
        return new IllegalArgumentException("::" + method.getImplMethodName() + " is the method of several tasks: "
                + names + "; name the class of one of them, or submit it by its name");
    }
}
