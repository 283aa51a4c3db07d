package io.talkoo.examples.scope;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskFailedException;
import io.talkoo.engine.TaskHandle;
import io.talkoo.engine.TaskOptions;
import io.talkoo.examples.scope.Warehouse.UnitOfWork;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Dependency injection: interceptors make what a run needs, and the task is given a way to get it. */
public final class UnitOfWorkPerRun {
    static class StockTasks {
        private final Supplier<UnitOfWork> unit;

        StockTasks(Supplier<UnitOfWork> unit) {
            this.unit = unit;
        }

        @Task
        void put(String goods, int pieces) {
            unit.get().put(goods, pieces);
            if (pieces < 0) {
                throw new IllegalArgumentException("expected some " + goods + ", got " + pieces);
            }
        }

        /** Takes its unit of work along: the thread that ends it has none. */
        @Task
        CompletionStage<Void> putLater(String goods, int pieces) {
            UnitOfWork mine = unit.get();
            return CompletableFuture.runAsync(() -> mine.put(goods, pieces));
        }
    }

    private UnitOfWorkPerRun() {}

    public static void main(String[] args) {
        Warehouse warehouse = new Warehouse();
        Scopes scopes = new Scopes(warehouse);
        try (TaskEngine engine = TaskEngine.builder()
                .tasks(new StockTasks(scopes::unit))
                .interceptors(scopes::withTenant, scopes::withUnit) // the unit of work is within, and knows the tenant
                .start()) {
            TaskOptions turku = TaskOptions.none().headers(Map.of("tenant", "Turku"));

            print(engine.task(StockTasks::put).applyAsync("apples", 7, turku));
            print(engine.task(StockTasks::put).applyAsync("pears", -3, turku));
            print(engine.task(StockTasks::putLater).applyAsync("plums", 5, turku));
            print(engine.task(StockTasks::put).delay("nobody's cherries", 1));
        }
        System.out.println("in stock: " + warehouse.stock());
    }

    private static void print(TaskHandle<?> task) {
        try {
            task.get(Duration.ofSeconds(10));
            System.out.println("put");
        } catch (TaskFailedException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }
}
