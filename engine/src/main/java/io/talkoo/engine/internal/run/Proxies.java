package io.talkoo.engine.internal.run;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Classes that a library makes at run time to stand in front of one of the application's, as Spring and Guice do for
 * transactions and the like: subclasses with "$$" in their names.
 */
final class Proxies {
    private Proxies() {}

    private static boolean isProxy(Class<?> type) {
        return type.getName().contains("$$") && type.getSuperclass() != Object.class;
    }

    /** The class that the source names. */
    static Class<?> original(Class<?> type) {
        return isProxy(type) ? original(type.getSuperclass()) : type;
    }

    /** Throws {@link IllegalArgumentException} for a method that a call of {@code owner}'s objects would reach past the proxy. */
    static void refuseWhatTheyMiss(Method method, Class<?> owner) {
        if (isProxy(owner) && (method.getModifiers() & (Modifier.PRIVATE | Modifier.FINAL)) != 0) {
            throw new IllegalArgumentException("expected a method that is neither private nor final, since "
                    + original(owner).getSimpleName() + " has a proxy, which has to override it");
        }
    }
}
