package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.internal.run.MethodReferences;
import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.engine.internal.run.Samples;
import io.talkoo.engine.internal.run.TaskJson;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TypedTasksTest {
    interface Greeter {
        @Task
        String greet(String name);
    }

    static class Base {
        @Task
        int inherited(int a) {
            return a;
        }
    }

    static class MathTasks extends Base implements Greeter {
        @Task
        int add(int a, int b) {
            return a + b;
        }

        @Task
        void nothing() {}

        @Task(name = "math.send")
        void send(TaskContext context, String text, Optional<Integer> times) throws IOException {
            throw new IOException(text);
        }

        @Task
        List<String> words(TaskContext context) {
            return List.of();
        }

        @Task(name = "over.int")
        int over(int a) {
            return a;
        }

        @Task(name = "over.text")
        int over(String a) {
            return a.length();
        }

        @Task
        CompletionStage<Integer> later(int a) {
            return CompletableFuture.completedFuture(a);
        }

        @Task
        int eight(int a, int b, int c, int d, int e, int f, int g, int h) {
            return h;
        }

        @Task
        static int fixed(int a, int b) {
            return a;
        }

        @Task
        static void fixedWithContext(TaskContext context, String text) {}

        @Task
        static String fixedAndBare() {
            return "";
        }

        @Task
        static void fixedAndSilent() {}

        @Task
        void object(Object any) {}

        int untold(int a) {
            return a;
        }

        @Override
        public String greet(String name) {
            return "hello " + name;
        }
    }

    private static final class Recorder extends TypedTasks {
        private final MethodReferences references = new MethodReferences(Samples.registry(new MathTasks()));
        private TaskRequest request;
        private ResultType<?> result;

        @Override
        MethodReferences references() {
            return references;
        }

        @Override
        <R> CompletionStage<TaskHandle<R>> submitAsync(TaskRequest request, ResultType<R> result) {
            this.request = request;
            this.result = result;
            return CompletableFuture.completedStage(null);
        }

        @Override
        <R> WorkflowHandle<R> submit(Canvas canvas, ResultType<R> result) {
            throw new UnsupportedOperationException("only single tasks are recorded");
        }

        @Override
        <R> ResultType<R> resultOf(Class<R> type) {
            return ResultType.of(type, Json.mapper());
        }
    }

    private final Recorder engine = new Recorder();

    private void assertSubmitted(String name, String args) {
        assertThat(engine.request.name()).isEqualTo(name);
        assertThat(engine.request.args()).hasToString(args);
    }

    @Test
    void aMethodReferenceNamesItsTask() throws IOException {
        engine.task(MathTasks::add).delay(5, 10);

        assertSubmitted("MathTasks.add", "[5,10]");
        assertThat(engine.result.read(JsonBytes.of("15"))).isEqualTo(15);
    }

    @Test
    void theContextIsNoArgument() {
        engine.task(MathTasks::send).delay("hello", Optional.of(3));
        assertSubmitted("math.send", "[\"hello\",3]");

        engine.task(MathTasks::words).delay();
        assertSubmitted("MathTasks.words", "[]");
    }

    @Test
    void optionsGoWithTheSubmit() {
        engine.task(MathTasks::add)
                .applyAsync(1, 2, TaskOptions.none().queue("mail").priority(9));

        assertSubmitted("MathTasks.add", "[1,2]");
        assertThat(engine.request.queue()).isEqualTo("mail");
        assertThat(engine.request.priority()).isEqualTo(9);
    }

    @Test
    void aSignatureOfOneTaskIsASubmitToo() {
        TaskRequest add = engine.task(MathTasks::add)
                .s(1, 2)
                .with(TaskOptions.none().queue("mail"))
                .request();
        TaskRequest nothing = engine.task(MathTasks::nothing).si().request();
        Signature<Integer> linked = engine.task(MathTasks::add)
                .si(1, 2)
                .link(engine.task(MathTasks::inherited).s(1));

        assertThat(add.name()).isEqualTo("MathTasks.add");
        assertThat(add.args()).hasToString("[1,2]");
        assertThat(add.queue()).isEqualTo("mail");
        assertThat(nothing.immutable()).isNull();
        assertThatThrownBy(linked::request)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callbacks");
        assertThatThrownBy(() -> linked.then(linked).request())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected one task, got several: submit the workflow with applyAsync");
    }

    @Test
    void methodsWithoutArgumentsOrResultAndWithEightWork() throws IOException {
        engine.task(MathTasks::nothing).delay();
        assertSubmitted("MathTasks.nothing", "[]");
        assertThat(engine.result.read(JsonBytes.NULL)).isNull();

        engine.task(MathTasks::eight).delay(1, 2, 3, 4, 5, 6, 7, 8);
        assertSubmitted("MathTasks.eight", "[1,2,3,4,5,6,7,8]");
    }

    @Test
    void overloadedMethodsAreToldApartByTheirParameters() {
        TaskMethod.Of1<MathTasks, String, Integer> text = MathTasks::over;
        TaskMethod.Of1<MathTasks, Integer, Integer> number = MathTasks::over;

        engine.task(text).delay("a");
        assertSubmitted("over.text", "[\"a\"]");
        engine.task(number).delay(1);
        assertSubmitted("over.int", "[1]");
    }

    @Test
    void inheritedMethodsAreFoundThroughEitherClass() {
        engine.task(MathTasks::inherited).delay(1);
        assertSubmitted("MathTasks.inherited", "[1]");
        engine.task(Base::inherited).delay(2);
        assertSubmitted("MathTasks.inherited", "[2]");
        engine.task(Greeter::greet).delay("you");
        assertSubmitted("MathTasks.greet", "[\"you\"]");
        engine.task(MathTasks::greet).delay("me");
        assertSubmitted("MathTasks.greet", "[\"me\"]");
    }

    @Test
    void staticMethodsHaveAWordOfTheirOwn() {
        engine.staticTask(MathTasks::fixed).delay(1, 2);
        assertSubmitted("MathTasks.fixed", "[1,2]");
        engine.staticTask(MathTasks::fixedWithContext).delay("a");
        assertSubmitted("MathTasks.fixedWithContext", "[\"a\"]");
        TypedTask.Of0<String> bare = engine.staticTask(MathTasks::fixedAndBare);
        bare.delay();
        assertSubmitted("MathTasks.fixedAndBare", "[]");
        engine.staticTask(MathTasks::fixedAndSilent).delay();
        assertSubmitted("MathTasks.fixedAndSilent", "[]");

        assertRefused(() -> engine.staticTask(MathTasks::add), "::add is not static: use task");
        assertRefused(() -> engine.staticTask(Thread::yield), "Thread::yield is no task of this engine");
    }

    @Test
    void theResultOfAStageIsAFinishedStage() throws Exception {
        engine.task(MathTasks::later).delay(1);

        assertThat(engine.result.read(JsonBytes.of("1")))
                .isInstanceOfSatisfying(
                        CompletableFuture.class,
                        stage -> assertThat(stage.join()).isEqualTo(1));
    }

    @Test
    void aResultThatIsNullIsWhatTheTypeHasForNothing() throws IOException {
        engine.task(MathTasks::add).delay(1, 2);

        assertThat(engine.result.read(JsonBytes.NULL)).isNull();
        assertThat(ResultType.of(OptionalInt.class, TaskJson.mapper()).read(JsonBytes.NULL))
                .isEmpty();
        assertThat(ResultType.of(JsonNode.class, TaskJson.mapper()).read(JsonBytes.NULL))
                .isNull();
        assertThat(ResultType.of(String.class, TaskJson.mapper()).read(JsonBytes.NULL))
                .isNull();
        assertThatThrownBy(() -> ResultType.of(Integer.class, TaskJson.mapper()).read(JsonBytes.of("[]")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatNamesNoTaskIsRefused() {
        MathTasks bound = new MathTasks();
        assertRefused(() -> engine.task((MathTasks object, Integer a) -> object.untold(a)), "got a lambda");
        TaskMethod.Of0<Integer, Integer> reference = bound::untold;
        assertRefused(() -> engine.task(reference), "expected a reference through the class such as MathTasks::add");
        TaskMethod.Of1<Integer, Integer, Integer> fixed = MathTasks::fixed;
        assertRefused(() -> engine.task(fixed), "::fixed is static: use staticTask");
        assertRefused(() -> engine.task(MathTasks::untold), "MathTasks::untold is no task of this engine");
        assertRefused(() -> engine.task(MathTasks::object), "wants a TaskContext cannot be told from the reference");
        assertRefused(() -> engine.task(String::length), "String::length is no task of this engine");
    }

    private static void assertRefused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anArgumentThatCannotBeWrittenIsNamed() {
        Object endless = new Object() {
            @SuppressWarnings("unused") // read by Jackson
            public String getBroken() {
                throw new IllegalStateException("broken");
            }
        };
        TaskMethod.Void1<MathTasks, Object> method = MathTasks::object;
        assertThatThrownBy(() -> engine.task(method).delay(endless))
                .isInstanceOfSatisfying(TalkooException.class, refused -> {
                    assertThat(refused).hasMessageContaining("parameter any (Object) cannot be written as JSON");
                    assertThat(refused.problem().errors().get(0).pointer()).isEqualTo("/args/0/broken");
                });
    }
}
