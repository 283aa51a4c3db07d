package io.talkoo.engine;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.schedule.TickId;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import io.talkoo.protocol.WorkerRequest;
import io.talkoo.protocol.WorkerRun;
import io.talkoo.protocol.WorkerTask;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A process of its own with an engine in it, to be killed; driven through its standard input by {@link CrashedNode}. */
public final class CrashNode {
    static final int LIMITED_TYPES = 20;
    static final int REMOTE_SLOTS = 4;

    /** Lets a task that ends the process leave time for its acknowledgement to be told. */
    private static final CountDownLatch ACKNOWLEDGED = new CountDownLatch(1);

    /** What the tasks of the crash tests do. */
    public static final class Tasks {
        @Task(name = "crash.noop")
        public int noop(int value) {
            return value;
        }

        @Task(name = "crash.die")
        public void die() throws InterruptedException {
            ACKNOWLEDGED.await(1, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(9);
        }

        @Task(name = "crash.once", deliver = Delivery.AT_MOST_ONCE)
        public void once() throws InterruptedException {
            ACKNOWLEDGED.await(1, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(9);
        }

        /** Takes a moment, and tells from when to when it ran. */
        static String limited(TaskContext task) throws InterruptedException {
            Instant start = Instant.now();
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            System.out.println("ran " + task.name() + " " + start + " " + Instant.now());
            return task.id();
        }

        @Task(name = "crash.hold")
        public void hold() throws InterruptedException {
            System.out.println("holding");
            new CountDownLatch(1).await();
        }
    }

    private final TaskEngine engine;

    private CrashNode(TaskEngine engine) {
        this.engine = engine;
    }

    public static void main(String[] arguments) throws Exception {
        TaskEngineBuilder builder = TaskEngine.builder()
                .settings(TalkooSettings.defaults())
                .with("queues", "idle:1,*:8")
                .dataDirectory(Path.of(arguments[0]));
        List<String> more = List.of(arguments).subList(1, arguments.length);
        if (!more.contains("without-tasks")) {
            builder.tasks(new Tasks());
            limitedTypes().forEach(builder::define);
        }
        more.stream()
                .map(setting -> setting.split("=", 2))
                .filter(setting -> setting.length == 2)
                .forEach(setting -> builder.with(setting[0], setting[1]));
        CrashNode node = new CrashNode(builder.start());
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            node.obey(line.split(" "));
        }
        node.engine.close();
    }

    /** So many that each of a few nodes has the limiter of some. */
    private static List<TaskDefinition<?>> limitedTypes() {
        return IntStream.range(0, LIMITED_TYPES)
                .<TaskDefinition<?>>mapToObj(i -> TaskDefinition.named("crash.limited" + i)
                        .limits(TaskLimits.NONE.concurrency(1))
                        .handler(Tasks::limited))
                .toList();
    }

    private void obey(String[] words) throws Exception {
        switch (words[0]) {
            case "submit" -> submit(words[1], words[2], Integer.parseInt(words[3]), words[4]);
            case "unique" ->
                unique(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]), Long.parseLong(words[4]));
            case "await" ->
                print(engine.gateway()
                        .await(words[1], Duration.ofSeconds(30))
                        .toCompletableFuture()
                        .join());
            case "status" -> print(engine.handle(words[1]).status());
            case "revoke" -> {
                engine.handle(words[1]).revoke();
                System.out.println("revoked");
            }
            case "schedule" -> print(engine.schedules().put(words[1], schedule(words[2], words[3])));
            case "ticked" -> print(engine.schedules().get(words[1]));
            case "count" -> print(count(words[1], Instant.parse(words[2])));
            case "register" -> System.out.println("registered " + register(words[1]));
            case "poll" -> poll(words[1], Integer.parseInt(words[2]));
            case "complete" -> System.out.println("completed " + complete(words[1], words[2]));
            case "terminate" -> engine.handle(words[1]).revoke(true, "end of the test");
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** Answers the id of a worker in another language that runs tasks of this name. */
    private String register(String task) {
        WorkerRequest request =
                new WorkerRequest("worker", List.of("default"), List.of(WorkerTask.named(task)), REMOTE_SLOTS);
        return engine.gateway()
                .workers()
                .register(request)
                .toCompletableFuture()
                .join()
                .workerId();
    }

    private void poll(String worker, int most) {
        List<WorkerRun> runs = engine.gateway()
                .workers()
                .poll(worker, Duration.ofSeconds(5), most)
                .toCompletableFuture()
                .join();
        runs.forEach(run -> System.out.println("run " + run.id() + " " + run.run()));
        System.out.println("polled " + runs.size());
    }

    /** Answers how that was taken. */
    private String complete(String id, String run) {
        try {
            engine.gateway()
                    .workers()
                    .complete(id, run, JsonBytes.of("1"))
                    .toCompletableFuture()
                    .join();
            return "well";
        } catch (CompletionException e) {
            return ((TalkooException) e.getCause()).type().name();
        }
    }

    private static Schedule schedule(String everyMillis, String misfire) {
        return Schedule.every(Duration.ofMillis(Long.parseLong(everyMillis)))
                .misfire(Misfire.of(misfire))
                .task(TaskRequest.named("crash.noop").args(JsonBytes.of("[3]")).build());
    }

    /** Ends a schedule, and holds what it made against its grid. */
    private Map<String, Long> count(String name, Instant first) {
        ScheduleStatus end = engine.schedules().pause(name);
        long ticks = 0;
        long missing = 0;
        for (Instant tick = first; !tick.isAfter(end.lastRunAt()); tick = tick.plus(end.every())) {
            ticks++;
            missing += exists(TickId.of(name, tick)) ? 0 : 1;
        }
        return Map.of("ticks", ticks, "missing", missing, "runs", end.runs());
    }

    private boolean exists(String id) {
        try {
            return engine.handle(id).status() != null;
        } catch (TalkooException e) {
            return false;
        }
    }

    private void submit(String name, String queue, int count, String args) {
        TaskRequest request =
                TaskRequest.named(name).queue(queue).args(JsonBytes.of(args)).build();
        for (int i = 0; i < count; i++) {
            engine.gateway()
                    .submit(request)
                    .thenAccept(submitted ->
                            System.out.println("acked " + submitted.status().id()));
        }
    }

    /** Submits so many rounds of tasks with so many keys. */
    private void unique(String prefix, int keys, int rounds, long countdownSeconds) {
        for (int i = 0; i < keys * rounds; i++) {
            String key = prefix + i % keys;
            TaskRequest request = TaskRequest.named("crash.noop")
                    .args(JsonBytes.of("[1]"))
                    .queue(prefix)
                    .countdown(Duration.ofSeconds(countdownSeconds))
                    .unique(new Unique(key, UniqueUntil.READY))
                    .build();
            engine.gateway()
                    .submit(request)
                    .thenAccept(submitted -> System.out.println(
                            "keyed " + key + " " + submitted.status().id()));
        }
    }

    private static void print(Object status) throws Exception {
        System.out.println("status " + Json.mapper().writeValueAsString(status));
    }
}
