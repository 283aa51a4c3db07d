package io.talkoo.engine;

import io.talkoo.engine.TaskInterceptor.Ending;
import io.talkoo.engine.TaskInterceptor.Invocation;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Tells interceptors when a task's code has ended, in its thread or later. */
final class Endings {
    private Endings() {}

    static Object proceed(Invocation next, Ending ending) throws Exception {
        Object returned;
        try {
            returned = next.proceed();
        } catch (Throwable failure) {
            told(ending, failure);
            throw failure;
        }
        if (returned instanceof CompletionStage<?> stage) {
            return new Later(stage, ending);
        }
        ending.ended(null);
        return returned;
    }

    private static void told(Ending ending, Throwable failure) {
        Throwable own = own(failure);
        try {
            ending.ended(own);
        } catch (Throwable another) {
            if (another != own) {
                own.addSuppressed(another);
            }
        }
    }

    /** What the task threw, without what the way here wrapped it in. */
    private static Throwable own(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof UndeclaredThrowableException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** A stage, and then the ending. */
    private static final class Later extends CompletableFuture<Object> {
        private final CompletionStage<?> stage;

        Later(CompletionStage<?> stage, Ending ending) {
            this.stage = stage;
            stage.whenComplete((value, failure) -> end(value, failure, ending));
        }

        private void end(Object value, Throwable failure, Ending ending) {
            if (failure != null) {
                told(ending, failure);
                completeExceptionally(failure);
                return;
            }
            try {
                ending.ended(null);
                complete(value);
            } catch (Throwable thrown) {
                completeExceptionally(thrown);
            }
        }

        /** The engine stops a task by cancelling what it returned: that has to reach what still works. */
        @Override
        public boolean cancel(boolean mayInterrupt) {
            return stage.toCompletableFuture().cancel(mayInterrupt);
        }
    }
}
