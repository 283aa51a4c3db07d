package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Nearest;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The task types of an engine, by name. Immutable, thread-safe. */
public final class TaskRegistry {
    private final Map<String, TaskCode> tasks;
    private final ObjectMapper mapper;
    private final Map<String, ScheduleRequest> schedules;
    private final Masks masks;

    private TaskRegistry(
            Map<String, TaskCode> tasks, ObjectMapper mapper, Map<String, ScheduleRequest> schedules, Masks masks) {
        this.tasks = Map.copyOf(tasks);
        this.masks = masks;
        this.mapper = mapper;
        this.schedules = Map.copyOf(schedules);
    }

    /**
     * The registry of everything that was added to {@code registrar}. Throws {@link TalkooException} (INVALID) that
     * lists all that is wrong with it.
     *
     * @param settings what task types do not say themselves
     * @param mapper for arguments and results, see {@link TaskJson}; not to be changed afterwards
     */
    public static TaskRegistry of(TaskRegistrar registrar, TalkooSettings.Tasks settings, ObjectMapper mapper) {
        List<String> problems = new ArrayList<>();
        Map<String, TaskCode> tasks = new TreeMap<>();
        all(registrar, new TaskFactory(settings, mapper, problems)).forEach(code -> {
            TaskCode other = tasks.putIfAbsent(code.type().name(), code);
            if (other != null) {
                problems.add("\"" + code.type().name() + "\" names two tasks: " + other.origin() + " and "
                        + code.origin() + "; give one of them another name");
            }
        });
        Map<String, ScheduleRequest> schedules = schedules(registrar, tasks, problems);
        if (!problems.isEmpty()) {
            throw new TalkooException(
                    ProblemType.INVALID, "these tasks cannot be used:\n- " + String.join("\n- ", problems));
        }
        return new TaskRegistry(tasks, mapper, schedules, new Masks(settings.secretNames()));
    }

    private static Map<String, ScheduleRequest> schedules(
            TaskRegistrar registrar, Map<String, TaskCode> tasks, List<String> problems) {
        ScheduledMethods methods = new ScheduledMethods(
                task -> {
                    TaskCode code = tasks.get(task.name());
                    if (code != null) {
                        bind(code, task.args(), task.kwargs());
                    }
                },
                problems);
        registrar.objects().forEach(methods::addAll);
        return methods.found();
    }

    /** The schedules that stand in annotations, by name. */
    public Map<String, ScheduleRequest> schedules() {
        return schedules;
    }

    private static Stream<TaskCode> all(TaskRegistrar registrar, TaskFactory factory) {
        return Stream.concat(
                registrar.objects().stream().flatMap(factory::fromObject),
                registrar.definitions().stream().flatMap(factory::fromDefinition));
    }

    public boolean knows(String name) {
        return tasks.containsKey(name);
    }

    /** All names. */
    public Set<String> names() {
        return tasks.keySet();
    }

    /** The rules of the named task; throws {@link TalkooException} (UNKNOWN_TASK). */
    public TaskType type(String name) {
        return code(name).type();
    }

    /**
     * Throws {@link TalkooException} when the task is not known (UNKNOWN_TASK) or its arguments do not fit
     * (BAD_ARGUMENTS).
     */
    public void check(TaskRequest request) {
        bind(code(request.name()), request.args(), request.kwargs());
    }

    /** As {@link #check}, where the result of another task comes before the arguments. */
    public void checkBehindInput(TaskRequest request) {
        TaskCode code = code(request.name());
        guarded(code, () -> {
            code.arguments().checkBehindInput(args(request.args()), kwargs(request.kwargs()));
            return null;
        });
    }

    static Object[] bind(TaskCode code, JsonBytes args, JsonBytes kwargs) {
        return guarded(code, () -> code.arguments().bind(args(args), kwargs(kwargs)));
    }

    private static JsonBytes args(JsonBytes given) {
        return given == null ? JsonBytes.EMPTY_ARRAY : given;
    }

    private static JsonBytes kwargs(JsonBytes given) {
        return given == null ? JsonBytes.EMPTY_OBJECT : given;
    }

    private static <T> T guarded(TaskCode code, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (TalkooException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            // The user's own types, whose code runs in whoever submits: it must not end him.
            throw new TalkooException(
                    ProblemType.BAD_ARGUMENTS, code.type().name() + ": its arguments cannot be read: " + e);
        }
    }

    /** The mapper of arguments, results and progress. */
    public ObjectMapper mapper() {
        return mapper;
    }

    /** Hides what is secret in tasks. */
    public Masks masks() {
        return masks;
    }

    TaskCode code(String name) {
        TaskCode code = tasks.get(name);
        if (code == null) {
            throw unknown(name, tasks.keySet());
        }
        return code;
    }

    /** What to answer to a name that is none of {@code names}. */
    public static TalkooException unknown(String name, Set<String> names) {
        String detail = "there is no task \"" + name + "\"" + Nearest.hint(name, names);
        return new TalkooException(ProblemType.UNKNOWN_TASK, detail, new Problem.Fault("/name", detail));
    }

    /** How the task is called from Java; only of an annotated method, whose types are known. */
    TaskCall<?> call(TaskCode code) {
        Parameters parameters = (Parameters) code.arguments();
        return new TaskCall<>(code.type().name(), parameters.list(), code.resultType(), mapper);
    }

    Collection<TaskCode> codes() {
        return tasks.values();
    }
}
