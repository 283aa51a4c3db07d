package io.talkoo.examples.scope;

import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskInterceptor.Invocation;
import io.talkoo.examples.scope.Warehouse.UnitOfWork;

/**
 * What belongs to one run, for whoever is injected with its getters: the application context of Celery's Flask guide. Guice, Dagger or
 * CDI have scopes that are entered and left in the same places.
 */
final class Scopes {
    private final ThreadLocal<String> tenant = new ThreadLocal<>();
    private final ThreadLocal<UnitOfWork> unit = new ThreadLocal<>();
    private final Warehouse warehouse;

    Scopes(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The unit of work of the run that calls. */
    UnitOfWork unit() {
        return unit.get();
    }

    /** An interceptor: for whom the task is. What it throws fails the task before it began. */
    Object withTenant(TaskContext context, Invocation next) throws Exception {
        String header = context.headers().get("tenant");
        if (header == null) {
            throw new IllegalArgumentException("expected a header \"tenant\"");
        }
        tenant.set(header);
        try {
            return next.proceed();
        } finally {
            tenant.remove();
        }
    }

    /** An interceptor: begins a unit of work, and ends it when the task has, be it in another thread. */
    Object withUnit(TaskContext context, Invocation next) throws Exception {
        UnitOfWork begun = warehouse.begin(tenant.get());
        unit.set(begun);
        try {
            return next.proceed(failure -> begun.end(failure == null));
        } finally {
            unit.remove();
        }
    }
}
