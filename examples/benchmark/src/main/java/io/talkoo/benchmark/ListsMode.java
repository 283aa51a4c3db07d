package io.talkoo.benchmark;

import io.talkoo.http.TalkooNode;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.client.TalkooClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pages of a list of many tasks over HTTP, with each filter that the dashboard offers, and with headers. */
@Command(name = "lists", description = "pages of a list of many tasks, filter by filter")
final class ListsMode extends Mode {
    private static final int PAGE = 50;
    private static final int IN_FLIGHT = 256;
    private static final int REPORT_EVERY = 100_000;
    private static final int WARM_UP = 200;
    private static final int SLOWEST = 30;
    private static final String[] NAMES = {
        null, Engines.LENGTH, ListedTasks.FAILING, ListedTasks.RARE, ListedTasks.OLD, "benchmark.nobodys"
    };
    private static final String[] QUEUES = {null, "default", ListedTasks.MAIL, "nobodys"};
    private static final String[] STATES = {
        null, States.PENDING, States.STARTED, States.RETRY, States.SUCCESS, States.FAILURE, States.REVOKED, "PROGRESS"
    };
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
        pages(client, TaskFilter.ALL, WARM_UP);
        Histogram offered = new Histogram(MOST_NANOS, 3);
        Map<String, Histogram> each = new LinkedHashMap<>();
        filters.forEach((name, filter) -> {
            Histogram pages = pages(client, filter, calls);
            each.put(name, pages);
            if (filter.headers().isEmpty()) {
                offered.add(pages);
            }
        });
        report.put("offeredMillis", millis(offered))
                .put("slowest", slowest(each))
                .put("filters", each.size());
    }

    private static Map<String, Object> slowest(Map<String, Histogram> filters) {
        Map<String, Object> slowest = new LinkedHashMap<>();
        filters.entrySet().stream()
                .sorted(Comparator.comparing(filter -> -filter.getValue().getValueAtPercentile(95)))
                .limit(SLOWEST)
                .forEach(filter -> slowest.put(filter.getKey(), millis(filter.getValue())));
        return slowest;
    }

    /** Each name with each queue and each state, those that nobody has included; and what else there is to filter by. */
    private static Map<String, TaskFilter> filters(Instant begin, Instant end) {
        Map<String, TaskFilter> filters = new LinkedHashMap<>();
        for (String name : NAMES) {
            for (String queue : QUEUES) {
                for (String state : STATES) {
                    TaskFilter filter =
                            TaskFilter.ALL.withName(name).withQueue(queue).withState(state);
                    filters.put(words(name, queue, state), filter);
                }
            }
        }
        for (String name : NAMES) {
            TaskFilter failed = TaskFilter.ALL.withName(name).withErrorType(IllegalStateException.class.getName());
            filters.put(words("error", name), failed);
            filters.put(words("error", name, States.SUCCESS), failed.withState(States.SUCCESS));
        }
        filters.put("error of none", TaskFilter.ALL.withErrorType("NobodysException"));
        Instant middle = begin.plus(Duration.between(begin, end).dividedBy(2));
        filters.put("first half", TaskFilter.ALL.withUntil(middle));
        filters.put("header", TaskFilter.ALL.withHeaders(Map.of(ListedTasks.CUSTOMER, "7")));
        filters.put("header of none", TaskFilter.ALL.withHeaders(Map.of(ListedTasks.CUSTOMER, "nobody")));
        return filters;
    }

    /** What is asked for, in a few words. */
    private static String words(String... asked) {
        String words = Stream.of(asked).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return words.isEmpty() ? "none" : words;
    }

    /** One page more than is measured, which is the first. */
    private static Histogram pages(TalkooClient client, TaskFilter filter, int calls) {
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
