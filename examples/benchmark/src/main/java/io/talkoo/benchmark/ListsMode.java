package io.talkoo.benchmark;

import io.talkoo.http.TalkooNode;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.client.TalkooClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pages of a list of many tasks over HTTP, with each filter that the dashboard offers, and with headers. */
@Command(name = "lists", description = "pages of a list of many tasks, filter by filter")
final class ListsMode extends Mode {
    private static final int PAGE = 50;
    private static final int IN_FLIGHT = 256;
    private static final int REPORT_EVERY = 100_000;
    private static final long MOST_NANOS = Duration.ofMinutes(1).toNanos();

    @Option(names = "--tasks", paramLabel = "N", description = "tasks in all")
    private int tasks = 1_000_000;

    @Option(names = "--calls", paramLabel = "N", description = "pages a filter")
    private int calls = 40;

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                TalkooNode node = TalkooNode.start(ListedTasks.defined(Engines.builder(options.settings(data))))) {
            Instant begin = Instant.now();
            make(new ListedTasks(node.engine().gateway(), options.args()));
            report.put("tasks", tasks).put("fileMiB", data.mebibytes());
            TalkooClient client = TalkooClient.at(
                            "http://127.0.0.1:" + node.address().getPort())
                    .build();
            list(client, filters(begin, Instant.now()), report);
        }
        return true;
    }

    private void make(ListedTasks made) throws InterruptedException {
        FixedLoad.run(tasks, IN_FLIGHT, number -> {
            if (number % REPORT_EVERY == 0) {
                progress(number + " tasks");
            }
            return made.make(number);
        });
    }

    private void list(TalkooClient client, Map<String, TaskFilter> filters, Report report) {
        Histogram offered = new Histogram(MOST_NANOS, 3);
        Map<String, Object> each = new LinkedHashMap<>();
        filters.forEach((name, filter) -> {
            Histogram pages = pages(client, filter);
            each.put(name, millis(pages));
            if (filter.headers().isEmpty()) {
                offered.add(pages);
            }
        });
        report.put("offeredMillis", millis(offered)).put("filters", each);
    }

    private static Map<String, TaskFilter> filters(Instant begin, Instant end) {
        Map<String, TaskFilter> filters = new LinkedHashMap<>();
        TaskFilter all = TaskFilter.ALL;
        filters.put("none", all);
        for (String state : new String[] {
            States.PENDING, States.STARTED, States.RETRY, States.SUCCESS, States.FAILURE, States.REVOKED, "PROGRESS"
        }) {
            filters.put(state, all.withState(state));
        }
        for (String name : new String[] {Engines.LENGTH, ListedTasks.FAILING, ListedTasks.RARE, "benchmark.nobodys"}) {
            filters.put(name, all.withName(name));
            filters.put(name + " REVOKED", all.withName(name).withState(States.REVOKED));
            filters.put(name + " SUCCESS", all.withName(name).withState(States.SUCCESS));
        }
        for (String queue : new String[] {"default", ListedTasks.MAIL, "nobodys"}) {
            filters.put(queue, all.withQueue(queue));
            filters.put(queue + " PENDING", all.withQueue(queue).withState(States.PENDING));
            filters.put(queue + " rare", all.withQueue(queue).withName(ListedTasks.RARE));
        }
        TaskFilter failed = all.withErrorType(IllegalStateException.class.getName());
        filters.put("error", failed);
        filters.put("error rare", failed.withName(ListedTasks.RARE));
        filters.put("error of none", all.withErrorType("NobodysException"));
        Instant middle = begin.plus(Duration.between(begin, end).dividedBy(2));
        filters.put("first half", all.withUntil(middle));
        filters.put("header", all.withHeaders(Map.of(ListedTasks.CUSTOMER, "7")));
        filters.put("header of none", all.withHeaders(Map.of(ListedTasks.CUSTOMER, "nobody")));
        return filters;
    }

    /** The first page of each filter warms up. */
    private Histogram pages(TalkooClient client, TaskFilter filter) {
        Histogram nanos = new Histogram(MOST_NANOS, 3);
        for (int i = 0; i <= calls; i++) {
            long start = System.nanoTime();
            client.tasks().list(filter, null, PAGE).get();
            if (i > 0) {
                nanos.recordValue(System.nanoTime() - start);
            }
        }
        return nanos;
    }

    private static Map<String, Object> millis(Histogram nanos) {
        return Map.of(
                "p50", Report.rounded(nanos.getValueAtPercentile(50) / 1e6),
                "p95", Report.rounded(nanos.getValueAtPercentile(95) / 1e6));
    }
}
