package io.talkoo.examples.workflow;

import static io.talkoo.engine.Signature.chain;
import static io.talkoo.engine.Signature.chord;
import static io.talkoo.engine.Signature.group;

import io.talkoo.engine.Signature;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskFailedException;
import io.talkoo.engine.WorkflowHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tasks that go on with what others brought: one after the other, side by side, and both; and a step that is mended. */
public final class ChainGroupChord {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static class ReportTasks {
        private final AtomicBoolean turkuIsDown = new AtomicBoolean(true);

        @Task
        int sales(String shop) {
            return shop.length() * 100;
        }

        @Task
        int flakySales(String shop) {
            if (turkuIsDown.getAndSet(false)) {
                throw new IllegalStateException(shop + " does not answer");
            }
            return 700;
        }

        @Task
        int total(List<Integer> sales) {
            return sales.stream().mapToInt(Integer::intValue).sum();
        }

        @Task
        String report(int total, String month) {
            return month + ": " + total + " EUR";
        }
    }

    private ChainGroupChord() {}

    public static void main(String[] args) {
        try (TaskEngine engine = TaskEngine.builder().tasks(new ReportTasks()).start()) {
            var sales = engine.task(ReportTasks::sales);
            var total = engine.task(ReportTasks::total);
            var report = engine.task(ReportTasks::report);

            System.out.println("chain: "
                    + chain(sales.s("Oulu"), report.s("May")).applyAsync().get(PATIENCE));

            System.out.println("group: "
                    + group(sales.s("Oulu"), sales.s("Helsinki")).applyAsync().get(PATIENCE));

            List<Signature<Integer>> shops = List.of(sales.s("Oulu"), sales.s("Helsinki"), sales.s("Pori"));
            System.out.println("chord: "
                    + chord(shops, total.s())
                            .then(report.s("June"))
                            .applyAsync()
                            .get(PATIENCE));

            mend(
                    engine,
                    chord(
                                    List.of(
                                            sales.s("Oulu"),
                                            engine.task(ReportTasks::flakySales).s("Turku")),
                                    total.s())
                            .then(report.s("July"))
                            .applyAsync());
        }
    }

    /** The step that failed runs again, and the workflow goes on from there. */
    private static void mend(TaskEngine engine, WorkflowHandle<String> workflow) {
        try {
            workflow.get(PATIENCE);
        } catch (TaskFailedException e) {
            System.out.println("failed: " + e.error().cause().message());
            engine.handle(e.error().cause().id()).retry();
        }
        System.out.println("mended: " + workflow.get(PATIENCE));
        System.out.println(workflow.completedCount() + " tasks succeeded");
    }
}
