package io.talkoo.engine.internal.run;

import static io.talkoo.engine.internal.run.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    enum Color {
        RED,
        GREEN
    }

    record Size(int width, int height) {
        Size {
            if (width < 0) {
                throw new IllegalArgumentException("width has to be positive");
            }
        }
    }

    record Add(int x, int y) {}

    @SuppressWarnings("unused") // called by their names
    static class Shapes {
        @Task(name = "add")
        int add(int a, int b) {
            return a + b;
        }

        @Task(name = "scale")
        String scale(TaskContext context, String path, Size size, Optional<Double> factor) {
            return path + size + factor;
        }

        @Task(name = "none")
        void none() {}

        @Task(name = "many")
        List<Object> many(
                long l, double d, boolean b, Color color, LocalDate date, Instant at, Map<String, List<Size>> sizes) {
            return List.of(l, d, b, color, date, at, sizes);
        }

        @Task(name = "raw")
        List<Object> raw(JsonNode node, JsonBytes bytes, Object object, Map<String, Object> map) {
            return List.of(node, bytes, object, map);
        }

        @Task(name = "boxed")
        String boxed(Integer a, String b) {
            return a + b;
        }

        @Task(name = "sum")
        int sum(int... numbers) {
            return numbers.length;
        }
    }

    private final TaskRegistry registry = Samples.registry(new Shapes());

    @ParameterizedTest(name = "{0} args {1} kwargs {2} gives {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "add | [1, 2] | {} | 3",
                "add | [1] | {\"b\": 2} | 3",
                "add | [] | {\"b\": 2, \"a\": 5} | 7",
                "add | [ ] | { \"b\": 2, \"a\": 5 } | 7",
                "none | [] | {} | null",
                "scale | [\"p\", {\"width\": 1, \"height\": 2}] | {} | \"pSize[width=1, height=2]Optional.empty\"",
                "scale | [\"p\", {\"width\": 1, \"height\": 2}, null] | {} | \"pSize[width=1, height=2]Optional.empty\"",
                "scale | [\"p\"] | {\"factor\": 2, \"size\": {\"width\": 1, \"height\": 2}} | \"pSize[width=1, height=2]Optional[2.0]\"",
                "boxed | [null, null] | {} | \"nullnull\"",
                "sum | [[1, 2, 3]] | {} | 3",
                "many | [9007199254740993, 1, true, \"RED\", \"2026-11-20\", \"2026-11-20T08:10:00.123Z\", {\"a\": [{\"width\": 1, \"height\": 2}]}] | {}"
                        + " | [9007199254740993,1.0,true,\"RED\",\"2026-11-20\",\"2026-11-20T08:10:00.123Z\",{\"a\":[{\"width\":1,\"height\":2}]}]",
                "raw | [123456789012345678901234567890, 1.10, 1.000000000000000000000000001, {\"a\": 1e400}] | {}"
                        + " | [123456789012345678901234567890,1.10,1.000000000000000000000000001,{\"a\":1E+400}]",
            })
    void argumentsFindTheirParameters(String name, String args, String kwargs, String result) throws Throwable {
        assertThat(call(registry, request(name, args, kwargs))).hasToString(result);
    }

    @ParameterizedTest(name = "{0} args {1} kwargs {2}: {3} {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "add | [1, 2, 3] | {} | /args/2 | expected at most 2 (a, b), got 3",
                "none | [1] | {} | /args/0 | expected no arguments, got 1",
                "none | [] | {\"a\": 1} | /kwargs/a | there is no parameter \"a\": expected no arguments",
                "add | [1] | {} | /args/1 | parameter b (int) is missing",
                "add | [1] | {\"b\": 2, \"a\": 1} | /kwargs/a | parameter a (int) is given twice: by position and by name",
                "add | [] | {\"b\": 2, \"b\": 1} | /kwargs/b | parameter b (int) is given twice: by position and by name",
                "add | [1] | {\"c/d\": 2} | /kwargs/c~1d | there is no parameter \"c/d\": expected one of a, b",
                "scale | [] | {\"pat\": 2} | /kwargs/pat | there is no parameter \"pat\": expected one of path, size, factor; did you mean \"path\"?",
                "add | [1, \"x\"] | {} | /args/1 | parameter b (int): expected int, got the string \"x\"",
                "add | [1, \"2\"] | {} | /args/1 | parameter b (int): expected int, got the string \"2\"",
                "add | [1, null] | {} | /args/1 | parameter b (int): expected int, got null",
                "add | [1] | {\"b\": 1.5} | /kwargs/b | parameter b (int): expected int, got 1.5",
                "add | [1, 3000000000] | {} | /args/1 | parameter b (int): expected int, got 3000000000",
                "add | [[1], 2] | {} | /args/0 | parameter a (int): expected int, got an array",
                "boxed | [true, 1] | {} | /args/0 | parameter a (Integer): expected Integer, got true",
                "boxed | [1, 1] | {} | /args/1 | parameter b (String): expected String, got 1",
                "scale | [\"p\", {\"width\": \"w\", \"height\": 2}] | {} | /args/1/width | parameter size (Size) at width: expected int, got the string \"w\"",
                "scale | [\"p\"] | {\"size\": {\"heigth\": 2, \"width\": 1, \"height\": 2}} | /kwargs/size/heigth | parameter size (Size) at heigth: there is no field \"heigth\": expected one of height, width; did you mean \"height\"?",
                "many | [1, 1, true, \"PINK\", \"2026-11-20\", \"2026-11-20T08:10:00Z\", {}] | {} | /args/3 | parameter color (Color): expected Color, got the string \"PINK\"",
                "many | [1, 1, true, \"RED\", \"soon\", \"2026-11-20T08:10:00Z\", {}] | {} | /args/4 | parameter date (LocalDate): expected LocalDate, got the string \"soon\"",
                "many | [1, 1, true, \"RED\", \"2026-11-20\", \"2026-11-20T08:10:00Z\", {\"a\": [{\"width\": 1, \"height\": null}]}] | {} | /args/6/a/0/height | parameter sizes (Map<String, List<Size>>) at a/0/height: expected int, got null",
            })
    void argumentsThatDoNotFitAreNamed(String name, String args, String kwargs, String pointer, String detail) {
        TalkooException refused = refusal(registry, request(name, args, kwargs));

        assertThat(refused.type()).isEqualTo(ProblemType.BAD_ARGUMENTS);
        assertThat(refused).hasMessage(name + ": " + detail);
        assertThat(refused.problem().errors()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).isEqualTo(detail);
        });
    }

    @Test
    void aRecordsOwnRefusalIsPassedOn() {
        TalkooException refused = refusal(registry, request("scale", "[\"p\", {\"width\": -1, \"height\": 2}]", "{}"));

        assertThat(refused)
                .hasMessageContaining("parameter size (Size)")
                .hasMessageContaining("width has to be positive");
    }

    record Bomb(String fuse) {
        Bomb {
            switch (fuse) {
                case "error" -> throw new AssertionError("boom");
                case "overflow" -> throw new StackOverflowError("boom");
                default -> throw new NoClassDefFoundError("boom");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "overflow", "linkage"})
    void anErrorInATypeOfTheUsersIsABadArgumentToo(String fuse) {
        TaskRegistry lambdas =
                Samples.registry(TaskDefinition.named("whole").input(Bomb.class).handler(bomb -> 1));

        assertThat(refusal(lambdas, request("whole", "[\"" + fuse + "\"]", "{}")))
                .hasMessageContaining("boom")
                .returns(ProblemType.BAD_ARGUMENTS, TalkooException::type);
        assertThat(refusal(lambdas, request("whole", "[{\"fuse\": \"" + fuse + "\"}]", "{}")))
                .hasMessageContaining("boom")
                .returns(ProblemType.BAD_ARGUMENTS, TalkooException::type);
    }

    @ParameterizedTest(name = "args {0} kwargs {1} gives {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | {\"x\": 1, \"y\": 2} | 3",
                "[{\"x\": 1, \"y\": 2}] | {} | 3",
                "[ {\"x\": 1, \"y\": 2} ] | {} | 3",
                "[1, 2] | {} | 3",
                "[1] | {\"y\": 2} | 3",
            })
    void aRecordOfALambdaComesInPartsOrAsAWhole(String args, String kwargs, String result) throws Throwable {
        TaskRegistry lambdas = Samples.registry(
                TaskDefinition.named("add").input(Add.class).handler((context, add) -> add.x() + add.y()));

        assertThat(call(lambdas, request("add", args, kwargs))).hasToString(result);
    }

    @ParameterizedTest(name = "args {0} kwargs {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "[] | {\"x\": 1} | /args/1 | add: parameter y (int) is missing",
                "[{\"x\": 1, \"y\": \"2\"}] | {} | /args/0/y | add: parameter input (Add) at y: expected int, got the string \"2\"",
                "[] | {\"x\": 1, \"y\": 2, \"z\": 3} | /kwargs/z | add: there is no parameter \"z\": expected one of x, y; did you mean \"x\"?",
            })
    void aRecordOfALambdaIsChecked(String args, String kwargs, String pointer, String message) {
        TaskRegistry lambdas =
                Samples.registry(TaskDefinition.named("add").input(Add.class).handler(add -> add.x()));

        TalkooException refused = refusal(lambdas, request("add", args, kwargs));

        assertThat(refused).hasMessage(message);
        assertThat(refused.problem().errors().get(0).pointer()).isEqualTo(pointer);
    }

    @Test
    void aLambdaMayTakeAnyOtherValueOrNone() throws Throwable {
        TaskRegistry lambdas = Samples.registry(
                TaskDefinition.named("shout").input(String.class).handler(text -> text + "!"),
                TaskDefinition.named("answer").handler(() -> 42));

        assertThat(call(lambdas, request("shout", "[\"hey\"]", "{}"))).hasToString("\"hey!\"");
        assertThat(call(lambdas, request("shout", "[]", "{\"input\": \"hey\"}")))
                .hasToString("\"hey!\"");
        assertThat(call(lambdas, request("answer", "[]", "{}"))).hasToString("42");
    }

    @ParameterizedTest(name = "{0} args {1} kwargs {2}: {3} {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "add | {\"a\": 1} | {} | /args | expected an array",
                "add | 5 | {} | /args | expected an array",
                "none | 12 | {} | /args | expected an array",
                "add | [] | [1, 2] | /kwargs | expected an object",
                "add | [1, | {} | /args/1 | cannot be read as JSON",
                "add | [1, 2, 3 | {} | /args/2 | expected at most 2 (a, b), got more",
                "add | [] | {\"a\": 1, b} | /kwargs/a | cannot be read as JSON",
                "none | nothing | {} | /args/0 | cannot be read as JSON",
                "lambda | 5 | {} | /args | expected an array",
                "lambda | [{ | {} | /args/0 | cannot be read as JSON",
            })
    void whatIsNoJsonOrNoArrayIsRefused(String name, String args, String kwargs, String pointer, String detail) {
        TaskRegistrar both = new TaskRegistrar()
                .tasks(new Shapes())
                .tasks(TaskDefinition.named("lambda").input(Add.class).handler(Add::x));
        TaskRequest request = TaskRequest.named(name)
                .args(JsonBytes.of(args))
                .kwargs(JsonBytes.of(kwargs))
                .build();

        TalkooException refused = refusal(TaskRegistry.of(both, Samples.SETTINGS, TaskJson.mapper()), request);

        assertThat(refused.problem().errors()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).isEqualTo(detail);
        });
    }

    private static JsonBytes call(TaskRegistry registry, TaskRequest request) throws Throwable {
        registry.check(request);
        TaskCode code = registry.code(request.name());
        Object[] arguments = TaskRegistry.bind(code, request.args(), request.kwargs());
        return BoundedBytes.write(code.result(), code.body().call(null, arguments), 10_000);
    }

    private static TalkooException refusal(TaskRegistry registry, TaskRequest request) {
        return catchThrowableOfType(TalkooException.class, () -> registry.check(request));
    }
}
