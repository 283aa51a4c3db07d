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

    /** The task of a method of an object. Throws {@link IllegalArgumentException} when there is none. */
    public <R> TaskCall<R> resolve(Serializable reference) {
        return resolve(reference, false);
    }

    /** The task of a static method. Throws {@link IllegalArgumentException} when there is none. */
    public <R> TaskCall<R> resolveStatic(Serializable reference) {
        return resolve(reference, true);
    }

    @SuppressWarnings("unchecked") // the reference's own type says R, and is checked against the method by javac
    private <R> TaskCall<R> resolve(Serializable reference, boolean wantsStatic) {
        TaskCall<?> call = known.get(reference.getClass());
        if (call == null) {
            call = registry.call(find(reference, wantsStatic));
            known.put(reference.getClass(), call);
        }
        return (TaskCall<R>) call;
    }

    private TaskCode find(Serializable reference, boolean wantsStatic) {
        SerializedLambda method = described(reference);
        refuseWhatNamesNoMethod(method);
        refuseTheOtherKind(method, wantsStatic);
        ClassLoader loader = reference.getClass().getClassLoader();
        Class<?> owner = wantsStatic ? declaring(method, loader) : receiver(method, loader);
        List<TaskCode> found = registry.codes().stream()
                .filter(code -> code.method() != null && names(method, loader, code.method()))
                .filter(code -> wantsStatic
                        ? code.method().getDeclaringClass().isAssignableFrom(owner)
                        : owner.isAssignableFrom(code.owner()))
                .toList();
        if (found.size() == 1) {
            return sameContext(method, found.get(0));
        }
        throw found.isEmpty() ? unknown(method, owner) : ambiguous(method, found);
    }

    /** The class named in the source, which may inherit the method from the one that has it. */
    private static Class<?> receiver(SerializedLambda method, ClassLoader loader) {
        return MethodType.fromMethodDescriptorString(method.getInstantiatedMethodType(), loader)
                .parameterType(0);
    }

    private static Class<?> declaring(SerializedLambda method, ClassLoader loader) {
        return MethodType.fromMethodDescriptorString("()L" + method.getImplClass() + ";", loader)
                .returnType();
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
    }

    private static void refuseTheOtherKind(SerializedLambda method, boolean wantsStatic) {
        boolean isStatic = method.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
        if (isStatic != wantsStatic) {
            throw new IllegalArgumentException("::" + method.getImplMethodName()
                    + (isStatic ? " is static: use staticTask" : " is not static: use task"));
        }
    }

    private static boolean names(SerializedLambda reference, ClassLoader loader, Method method) {
        return method.getName().equals(reference.getImplMethodName())
                && MethodType.fromMethodDescriptorString(reference.getImplMethodSignature(), loader)
                        .parameterList()
                        .equals(List.of(method.getParameterTypes()));
    }

    /** To javac a method that takes any object looks as if it wanted its context. */
    private static TaskCode sameContext(SerializedLambda method, TaskCode code) {
        Class<?>[] parameters = code.method().getParameterTypes();
        boolean wants = parameters.length > 0 && parameters[0] == TaskContext.class;
        if (wants != method.getFunctionalInterfaceClass().contains("Context")) {
            throw new IllegalArgumentException("whether " + code.origin()
                    + " wants a TaskContext cannot be told from the reference: submit it by its name");
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
