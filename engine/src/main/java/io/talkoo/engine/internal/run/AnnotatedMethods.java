package io.talkoo.engine.internal.run;

import io.talkoo.engine.Task;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the methods that are tasks: of a class, its superclasses and its interfaces. */
final class AnnotatedMethods {
    private AnnotatedMethods() {}

    /** The tasks of a class; of two methods with one signature the one nearest to it. */
    static List<Method> of(Class<?> type) {
        return of(type, Task.class);
    }

    /** The methods of a class that have the annotation, found likewise. */
    static List<Method> of(Class<?> type, Class<? extends Annotation> annotation) {
        Map<String, Method> found = new LinkedHashMap<>();
        for (Class<?> each : hierarchy(type)) {
            Arrays.stream(each.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(annotation) && !method.isBridge())
                    .sorted(Comparator.comparing(Method::toString))
                    .forEach(method -> found.putIfAbsent(signature(method), method));
        }
        return new ArrayList<>(found.values());
    }

    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            all.add(each);
        }
        for (Class<?> each : List.copyOf(all)) {
            addInterfaces(each, all);
        }
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            all.add(each);
            addInterfaces(each, all);
        }
    }

    /** Private methods of one name in two classes are two methods. */
    private static String signature(Method method) {
        String owner = Modifier.isPrivate(method.getModifiers())
                ? method.getDeclaringClass().getName()
                : "";
        return owner + method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
