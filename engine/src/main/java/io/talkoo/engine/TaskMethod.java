package io.talkoo.engine;

import java.io.Serializable;

/**
 * The shapes of task methods, as {@code MathTasks::add} sees them: the object first, then the arguments; a static method
 * with n arguments looks like one of an object with n - 1. Nothing calls them; javac chooses the one that fits a method
 * reference, and being serializable it tells which method it names. Up to eight arguments; a leading {@link TaskContext}
 * is no argument, since the engine hands it in.
 */
public final class TaskMethod {
    private TaskMethod() {}

    /** Returns a value. */
    public interface Of0<T, R> extends Serializable {
        R call(T object) throws Exception;
    }

    /** Returns a value. */
    public interface Of1<T, A, R> extends Serializable {
        R call(T object, A a) throws Exception;
    }

    /** Returns a value. */
    public interface Of2<T, A, B, R> extends Serializable {
        R call(T object, A a, B b) throws Exception;
    }

    /** Returns a value. */
    public interface Of3<T, A, B, C, R> extends Serializable {
        R call(T object, A a, B b, C c) throws Exception;
    }

    /** Returns a value. */
    public interface Of4<T, A, B, C, D, R> extends Serializable {
        R call(T object, A a, B b, C c, D d) throws Exception;
    }

    /** Returns a value. */
    public interface Of5<T, A, B, C, D, E, R> extends Serializable {
        R call(T object, A a, B b, C c, D d, E e) throws Exception;
    }

    /** Returns a value. */
    public interface Of6<T, A, B, C, D, E, F, R> extends Serializable {
        R call(T object, A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** Returns a value. */
    public interface Of7<T, A, B, C, D, E, F, G, R> extends Serializable {
        R call(T object, A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }

    /** Returns a value. */
    public interface Of8<T, A, B, C, D, E, F, G, H, R> extends Serializable {
        R call(T object, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
    }

    /** Returns nothing. */
    public interface Void0<T> extends Serializable {
        void call(T object) throws Exception;
    }

    /** Returns nothing. */
    public interface Void1<T, A> extends Serializable {
        void call(T object, A a) throws Exception;
    }

    /** Returns nothing. */
    public interface Void2<T, A, B> extends Serializable {
        void call(T object, A a, B b) throws Exception;
    }

    /** Returns nothing. */
    public interface Void3<T, A, B, C> extends Serializable {
        void call(T object, A a, B b, C c) throws Exception;
    }

    /** Returns nothing. */
    public interface Void4<T, A, B, C, D> extends Serializable {
        void call(T object, A a, B b, C c, D d) throws Exception;
    }

    /** Returns nothing. */
    public interface Void5<T, A, B, C, D, E> extends Serializable {
        void call(T object, A a, B b, C c, D d, E e) throws Exception;
    }

    /** Returns nothing. */
    public interface Void6<T, A, B, C, D, E, F> extends Serializable {
        void call(T object, A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** Returns nothing. */
    public interface Void7<T, A, B, C, D, E, F, G> extends Serializable {
        void call(T object, A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }

    /** Returns nothing. */
    public interface Void8<T, A, B, C, D, E, F, G, H> extends Serializable {
        void call(T object, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context0<T, R> extends Serializable {
        R call(T object, TaskContext context) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context1<T, A, R> extends Serializable {
        R call(T object, TaskContext context, A a) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context2<T, A, B, R> extends Serializable {
        R call(T object, TaskContext context, A a, B b) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context3<T, A, B, C, R> extends Serializable {
        R call(T object, TaskContext context, A a, B b, C c) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context4<T, A, B, C, D, R> extends Serializable {
        R call(T object, TaskContext context, A a, B b, C c, D d) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context5<T, A, B, C, D, E, R> extends Serializable {
        R call(T object, TaskContext context, A a, B b, C c, D d, E e) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context6<T, A, B, C, D, E, F, R> extends Serializable {
        R call(T object, TaskContext context, A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context7<T, A, B, C, D, E, F, G, R> extends Serializable {
        R call(T object, TaskContext context, A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }

    /** Wants its context and returns a value. */
    public interface Context8<T, A, B, C, D, E, F, G, H, R> extends Serializable {
        R call(T object, TaskContext context, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid0<T> extends Serializable {
        void call(T object, TaskContext context) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid1<T, A> extends Serializable {
        void call(T object, TaskContext context, A a) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid2<T, A, B> extends Serializable {
        void call(T object, TaskContext context, A a, B b) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid3<T, A, B, C> extends Serializable {
        void call(T object, TaskContext context, A a, B b, C c) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid4<T, A, B, C, D> extends Serializable {
        void call(T object, TaskContext context, A a, B b, C c, D d) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid5<T, A, B, C, D, E> extends Serializable {
        void call(T object, TaskContext context, A a, B b, C c, D d, E e) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid6<T, A, B, C, D, E, F> extends Serializable {
        void call(T object, TaskContext context, A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid7<T, A, B, C, D, E, F, G> extends Serializable {
        void call(T object, TaskContext context, A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }

    /** Wants its context and returns nothing. */
    public interface ContextVoid8<T, A, B, C, D, E, F, G, H> extends Serializable {
        void call(T object, TaskContext context, A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
    }

    /** Static, without arguments: returns a value. */
    public interface Static0<R> extends Serializable {
        R call() throws Exception;
    }

    /** Static, without arguments: returns nothing. */
    public interface StaticVoid0 extends Serializable {
        void call() throws Exception;
    }

    /** Static: wants its context and returns a value. */
    public interface StaticContext0<R> extends Of0<TaskContext, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext1<A, R> extends Of1<TaskContext, A, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext2<A, B, R> extends Of2<TaskContext, A, B, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext3<A, B, C, R> extends Of3<TaskContext, A, B, C, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext4<A, B, C, D, R> extends Of4<TaskContext, A, B, C, D, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext5<A, B, C, D, E, R> extends Of5<TaskContext, A, B, C, D, E, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext6<A, B, C, D, E, F, R> extends Of6<TaskContext, A, B, C, D, E, F, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext7<A, B, C, D, E, F, G, R> extends Of7<TaskContext, A, B, C, D, E, F, G, R> {}

    /** Static: wants its context and returns a value. */
    public interface StaticContext8<A, B, C, D, E, F, G, H, R> extends Of8<TaskContext, A, B, C, D, E, F, G, H, R> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid0 extends Void0<TaskContext> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid1<A> extends Void1<TaskContext, A> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid2<A, B> extends Void2<TaskContext, A, B> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid3<A, B, C> extends Void3<TaskContext, A, B, C> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid4<A, B, C, D> extends Void4<TaskContext, A, B, C, D> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid5<A, B, C, D, E> extends Void5<TaskContext, A, B, C, D, E> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid6<A, B, C, D, E, F> extends Void6<TaskContext, A, B, C, D, E, F> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid7<A, B, C, D, E, F, G> extends Void7<TaskContext, A, B, C, D, E, F, G> {}

    /** Static: wants its context and returns nothing. */
    public interface StaticContextVoid8<A, B, C, D, E, F, G, H> extends Void8<TaskContext, A, B, C, D, E, F, G, H> {}
}
