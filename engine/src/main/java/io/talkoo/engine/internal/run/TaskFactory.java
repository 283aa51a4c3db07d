package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.Secret;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskDeclaration;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskModule;
import io.talkoo.engine.internal.secret.SecretMarks;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Makes task types out of annotated methods and of lambdas, and notes what is wrong with them. */
final class TaskFactory {
    private final TalkooSettings.Tasks settings;
    private final ObjectMapper mapper;
    private final List<String> problems;

    /** @param problems where a sentence is added for each fault */
    TaskFactory(TalkooSettings.Tasks settings, ObjectMapper mapper, List<String> problems) {
        this.settings = settings;
        this.mapper = mapper;
        this.problems = problems;
    }

    /** The tasks of an object, or the static ones of a class. */
    Stream<TaskCode> fromObject(Object source) {
        Class<?> owner = source instanceof Class<?> type ? type : source.getClass();
        List<Method> methods = AnnotatedMethods.of(owner);
        if (methods.isEmpty()) {
            String hint =
                    source instanceof TaskModule ? "; a module registers its tasks itself: add it as a module" : "";
            problems.add(owner.getName() + " has no method with @Task" + hint);
        }
        return methods.stream()
                .flatMap(method -> checked(origin(owner, method), () -> fromMethod(method, source, owner)));
    }

    Stream<TaskCode> fromDefinition(TaskDefinition<?> definition) {
        String origin = "the lambda \"" + definition.name() + "\"";
        return checked(origin, () -> fromLambda(definition, origin));
    }

    private interface Attempt {
        TaskCode make();
    }

    private Stream<TaskCode> checked(String origin, Attempt attempt) {
        try {
            return Stream.of(attempt.make());
        } catch (IllegalArgumentException e) {
            problems.add(origin + ": " + e.getMessage());
            return Stream.empty();
        }
    }

    private TaskCode fromMethod(Method method, Object source, Class<?> owner) {
        refuseWhatCannotBeCalled(method, source, owner);
        String origin = origin(owner, method);
        TaskDeclaration declared = new Annotations(settings).read(method, owner);
        new Rules(origin, problems).check(declared);
        MethodHandle handle = Handles.task(method, source);
        ResultType<?> result = ResultType.of(method.getGenericReturnType(), mapper);
        Parameters parameters = new Parameters(declared.name(), parameters(method), mapper);
        return new TaskCode(
                TaskType.of(declared, settings, parameters, marks(method, parameters, result)),
                origin,
                parameters,
                (context, arguments) -> (Object) handle.invokeExact(context, arguments),
                mapper.writerFor(result.type()),
                result,
                method,
                owner,
                owner.getClassLoader());
    }

    private static void refuseWhatCannotBeCalled(Method method, Object source, Class<?> owner) {
        if (source instanceof Class<?> && !Modifier.isStatic(method.getModifiers())) {
            throw new IllegalArgumentException("not static: register an object of the class, not the class");
        }
        Proxies.refuseWhatTheyMiss(method, owner);
    }

    private SecretMarks marks(Method method, Parameters parameters, ResultType<?> result) {
        SecretMembers members = new SecretMembers(mapper).in(result.type());
        parameters.list().forEach(parameter -> members.in(parameter.type()));
        List<Boolean> marked = arguments(method)
                .map(parameter -> parameter.isAnnotationPresent(Secret.class))
                .toList();
        return members.marks(parameters.names(), marked, method.isAnnotationPresent(Secret.class));
    }

    private static Stream<java.lang.reflect.Parameter> arguments(Method method) {
        boolean wantsContext = method.getParameterCount() > 0 && method.getParameterTypes()[0] == TaskContext.class;
        return Arrays.stream(method.getParameters()).skip(wantsContext ? 1 : 0);
    }

    private List<Parameter> parameters(Method method) {
        return arguments(method)
                .map(parameter ->
                        parameter(parameter.getName(), mapper.constructType(parameter.getParameterizedType())))
                .toList();
    }

    private Parameter parameter(String name, JavaType type) {
        if (type.hasRawClass(TaskContext.class)) {
            throw new IllegalArgumentException("TaskContext has to be the first parameter");
        }
        return new Parameter(name, type, mapper);
    }

    private TaskCode fromLambda(TaskDefinition<?> definition, String origin) {
        TaskDeclaration declared = definition.declaration();
        new Rules(origin, problems).check(declared);
        TaskDefinition.Handler<Object, ?> handler = definition.handler();
        Arguments parameters = arguments(definition);
        return new TaskCode(
                TaskType.of(declared, settings, parameters, marks(definition.input(), parameters)),
                origin,
                parameters,
                (context, arguments) -> handler.handle(context, arguments.length == 0 ? null : arguments[0]),
                mapper.writer(),
                null,
                null,
                null,
                definition.loader());
    }

    private SecretMarks marks(Class<?> input, Arguments parameters) {
        if (input == null) {
            return null;
        }
        List<Boolean> marked = input.isRecord()
                ? Arrays.stream(input.getRecordComponents())
                        .map(component -> component.isAnnotationPresent(Secret.class))
                        .toList()
                : List.of();
        return new SecretMembers(mapper).in(mapper.constructType(input)).marks(parameters.names(), marked, false);
    }

    private Arguments arguments(TaskDefinition<?> definition) {
        Class<?> input = definition.input();
        if (input == null) {
            return new Parameters(definition.name(), List.of(), mapper);
        }
        return input.isRecord()
                ? new RecordInput(definition.name(), input, mapper)
                : new Parameters(definition.name(), List.of(parameter("input", mapper.constructType(input))), mapper);
    }

    private static String origin(Class<?> owner, Method method) {
        String parameters = Stream.of(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
        return Proxies.original(owner).getSimpleName() + "." + method.getName() + parameters;
    }
}
