package io.talkoo.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.gateway.Specs;
import io.talkoo.engine.internal.gateway.TaskView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.metrics.EngineMeters;
import io.talkoo.engine.internal.node.EngineNode;
import io.talkoo.engine.internal.node.Measuring;
import io.talkoo.engine.internal.node.NodeStart;
import io.talkoo.engine.internal.run.TaskJson;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskRunner;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.protocol.PayloadCodec;
import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.TalkooException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorSystem;

/** Collects what an engine is made of, then {@link #start}s it. Not thread-safe. */
public final class TaskEngineBuilder {
    private final TaskRegistrar registrar = new TaskRegistrar();
    private final List<TaskInterceptor> interceptors = new ArrayList<>();
    private TalkooSettings settings;
    private UnaryOperator<TalkooSettings> changes = UnaryOperator.identity();
    private ObjectMapper json = TaskJson.mapper();
    private Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    private Clock exactClock = Clock.systemUTC();
    private OpenTelemetry telemetry = OpenTelemetry.noop();
    private final CompositeMeterRegistry metrics = new CompositeMeterRegistry();
    private ActorSystem<?> system;
    private boolean eager;

    TaskEngineBuilder() {}

    /** Adds every method of these objects that has {@link Task}; of a {@link Class} the static ones. */
    public TaskEngineBuilder tasks(Object... annotated) {
        registrar.tasks(annotated);
        return this;
    }

    /** Adds tasks written as lambdas. */
    public TaskEngineBuilder define(TaskDefinition<?>... definitions) {
        registrar.tasks(definitions);
        return this;
    }

    /** Adds the tasks of modules, for example those of a {@link java.util.ServiceLoader}. */
    public TaskEngineBuilder modules(Iterable<? extends TaskModule> modules) {
        modules.forEach(registrar::tasks);
        return this;
    }

    /** Puts these around every attempt, the first outermost. */
    public TaskEngineBuilder interceptors(TaskInterceptor... around) {
        interceptors.addAll(Arrays.asList(around));
        return this;
    }

    /** All settings; default: {@link TalkooSettings#load()}. */
    public TaskEngineBuilder settings(TalkooSettings all) {
        settings = all;
        return this;
    }

    /** The settings it is going to start with. Throws {@link io.talkoo.config.InvalidSettingsException}. */
    public TalkooSettings settings() {
        return changes.apply(settings == null ? TalkooSettings.load() : settings);
    }

    /** One setting, over the others, as {@link TalkooSettings#with}: {@code with("queues", "default:32")}. */
    public TaskEngineBuilder with(String key, Object value) {
        UnaryOperator<TalkooSettings> before = changes;
        changes = all -> before.apply(all).with(key, value);
        return this;
    }

    /** Where the embedded store lies; default {@code talkoo-data} in the working directory. */
    public TaskEngineBuilder dataDirectory(Path directory) {
        return with("data-dir", directory);
    }

    /** Reads and writes arguments and results; default: {@link TaskJson#mapper()}. Not to be changed afterwards. */
    public TaskEngineBuilder json(ObjectMapper mapper) {
        json = mapper;
        return this;
    }

    /**
     * Has arguments, results, errors and all else that tasks bring stored as {@code codec} encodes it, encrypted for example;
     * default: as they are. All nodes of a cluster need one that reads what the others write. A second, other one throws
     * {@link IllegalStateException}.
     */
    public TaskEngineBuilder payloadCodec(PayloadCodec codec) {
        registrar.payloadCodec(codec);
        return this;
    }

    /** What the time is, to the millisecond; default: the system's clock. */
    public TaskEngineBuilder clock(Clock source) {
        exactClock = source;
        clock = Clock.tick(source, Duration.ofMillis(1));
        return this;
    }

    /**
     * Runs on the application's own actor system, whose provider has to be {@code cluster}; it is not ended with the
     * engine. Where it is in a cluster with others, the store has to be PostgreSQL, and each of them to start an engine
     * on it within some seconds; else the start is refused. Default: an actor system of the engine's own.
     */
    public TaskEngineBuilder actorSystem(ActorSystem<?> existing) {
        system = existing;
        return this;
    }

    /** Counts and times for this registry of the application's too; the metrics are in {@code engine/README.md}. */
    public TaskEngineBuilder metrics(MeterRegistry registry) {
        metrics.add(registry);
        return this;
    }

    /**
     * Makes spans of submits, waits and runs, and has tasks carry the trace of whoever submits them; in a task's code
     * {@code Span.current()} is its run. It stays the application's own to close, after the engine. Default: none of it.
     */
    public TaskEngineBuilder openTelemetry(OpenTelemetry instance) {
        telemetry = instance;
        return this;
    }

    /** Runs each task in the caller, at once, and stores nothing: for tests of code that submits. */
    public TaskEngineBuilder eager() {
        eager = true;
        return this;
    }

    /**
     * Starts the engine; blocks until it can accept and run tasks.
     *
     * @throws io.talkoo.config.InvalidSettingsException with everything wrong in the settings
     * @throws io.talkoo.protocol.TalkooException INVALID, with everything wrong in the tasks
     * @throws EngineStartException with one line for the operator: directory in use, not a database of ours, disk
     */
    public TaskEngine start() {
        TalkooSettings all = settings();
        TaskRegistry registry = TaskRegistry.of(registrar, all.tasks(), json);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        TaskRunner runner =
                new TaskRunner(registry, interceptors, random, all.tasks().maxResultBytes());
        if (eager) {
            String node = all.node().name();
            FleetView fleet = FleetView.alone(node, new QueueSlots(all.queues().slots()), registry);
            Specs specs = new Specs(
                    registry, all.tasks(), all.webhooks(), fleet, new LimitsView(fleet, new ControlView()), clock);
            TaskView view = new TaskView(fleet, registry.masks());
            return new TaskEngine(new EagerTasks(runner, specs, view, clock, node), registry, all);
        }
        Tracing tracing = Tracing.of(telemetry, exactClock);
        NodeStart.Given given = new NodeStart.Given(clock, new Payloads(registrar.payloadCodec()), tracing, system);
        EngineNode node = NodeStart.start(all, registry, runner, given);
        EngineMeters meters = new EngineMeters(metrics);
        Measuring.start(node, meters);
        TaskEngine engine = new TaskEngine(node, registry, system == null, meters);
        declareSchedules(engine, registry);
        return engine;
    }

    private static void declareSchedules(TaskEngine engine, TaskRegistry registry) {
        try {
            ScheduleGateway schedules = engine.gateway().schedules();
            registry.schedules().forEach((name, schedule) -> TaskHandle.join(schedules.declare(name, schedule)));
        } catch (TalkooException e) {
            engine.close();
            throw new EngineStartException("a schedule cannot be stored: " + e.getMessage(), e);
        }
    }
}
