package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.WorkflowGateway.Submitted;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.WorkflowStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workflows whose steps are owned by three nodes, on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkflowClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final Set<Integer> told = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final ClusterOfEngines cluster = new ClusterOfEngines(
            TaskDefinition.named("list").input(JsonNode.class).handler(value -> value),
            TaskDefinition.named("sum").input(JsonNode.class).handler(WorkflowClusterTest::sum),
            TaskDefinition.named("fail").input(JsonNode.class).handler(value -> fail("no")),
            TaskDefinition.named("mendable").input(Integer.class).handler(this::mendable),
            TaskDefinition.named("told").input(Integer.class).handler(value -> told.add(value)),
            TaskDefinition.named("gated").input(Integer.class).handler(this::gated),
            TaskDefinition.named("replace").input(JsonNode.class).handler(WorkflowClusterTest::replace));
    private final List<TaskEngine> engines = new ArrayList<>();

    @BeforeAll
    void start() {
        engines.add(cluster.start("node-1", "gateway,task,worker"));
        engines.addAll(cluster.startAll("node-2", "node-3"));
        await().atMost(SOON)
                .until(() -> engines.stream()
                        .allMatch(engine -> engine.cluster().members().size() == 3));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private static int sum(JsonNode list) {
        int sum = list.isInt() ? list.intValue() : 0;
        for (JsonNode each : list) {
            sum += sum(each);
        }
        return sum;
    }

    private static Object fail(String message) {
        throw new IllegalStateException(message);
    }

    private Object mendable(int number) {
        return broken.get() ? fail("broken") : number;
    }

    private int gated(int number) throws InterruptedException {
        gate.pass();
        return number;
    }

    private static Object replace(TaskContext task, JsonNode canvas) throws Exception {
        throw task.replace(Json.mapper().treeToValue(canvas, Canvas.class));
    }

    /** In the canvases, {@code =n} is n whatever comes before, and a word is the task of that name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'chain': [=1, twice, twice, twice]}                                          | 8",
                "{'group': [=1, {'chain': [=2, twice]}]}                                       | [1,4]",
                "{'chain': [=3, {'group': [twice, list, {'chain': [twice, twice]}]}, sum]}     | 21",
                "{'chord': {'header': [{'chord': {'header': [=1, =2], 'body': sum}}, =3], 'body': list}} | [3,3]",
                "{'chain': [{'group': [=1, =2]}, {'group': [sum, list]}, {'group': [list, sum]}]} | [[3,[1,2]],6]",
                "{'chord': {'header': [{'group': []}, {'chain': [=1, {'group': []}]}], 'body': list}} | [[]]",
                "{'chain': [=1, {'task': {'name': 'replace', 'immutable': true, 'args': [{'chord': {'header': [=1, =2], 'body': sum}}]}}, twice]} | 6",
            })
    void results(String canvas, String result) throws Exception {
        WorkflowStatus ended = run(canvas);

        assertThat(ended.state()).as(ended.toString()).isEqualTo(States.SUCCESS);
        assertThat(ended.result()).isEqualTo(JsonBytes.of(result));
    }

    @Test
    void aChordOfThreeHundredCountsEachMemberOnce() throws Exception {
        WorkflowStatus ended = run("{'chord': {'header': [" + ones(300) + "], 'body': sum}}");

        assertThat(ended.result()).isEqualTo(JsonBytes.of("300"));
        assertThat(ended.counts().success()).isEqualTo(301);
    }

    private static String ones(int count) {
        return IntStream.range(0, count).mapToObj(i -> "=1").collect(Collectors.joining(", "));
    }

    @Test
    void membersThatFailOnDifferentNodesEndTheBodyOnceAndCallBackOnce() throws Exception {
        String fails = "fail, ".repeat(40);
        WorkflowStatus ended = run("{'chord': {'header': [" + fails + ones(40)
                + "], 'body': sum}, 'linkError': [{'task': {'name': 'told', 'args': [7], 'immutable': true}}]}");

        assertThat(ended.error().cause().message()).isEqualTo("no");
        assertThat(ended.counts().failure()).isEqualTo(41);
        await().atMost(SOON).until(() -> told.contains(7));
        String root = engines.get(0)
                .gateway()
                .status(ended.id())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .rootId();
        TaskFilter callbacks = new TaskFilter(null, "told", null, root, Map.of(), null, null, null);
        assertThat(get(engines.get(1).gateway().list(callbacks, null, 10)).tasks())
                .hasSize(1);
    }

    @Test
    void stepsThatFailedAndRunAgainAtTheSameTimeLetTheBodyGoOn() throws Exception {
        broken.set(true);
        String mendable = "{'task': {'name': 'mendable', 'args': [1], 'immutable': true}}";
        String many = IntStream.range(0, 20).mapToObj(i -> mendable).collect(Collectors.joining(", "));
        WorkflowStatus failed = run("{'chain': [{'group': [" + many + "]}, sum, twice]}");
        assertThat(failed.counts().failure()).isEqualTo(22);
        broken.set(false);

        List<WorkflowStatus.Node> members = failed.root().children().subList(0, 20);
        CompletableFuture<?>[] retries = IntStream.range(0, 20)
                .mapToObj(i -> engines.get(i % 3).gateway().retry(members.get(i).id()))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        get(CompletableFuture.allOf(retries));

        assertThat(get(engines.get(0).gateway().workflows().await(failed.id(), SOON))
                        .result())
                .isEqualTo(JsonBytes.of("40"));
    }

    @Test
    void whatIsRevokedOnOneNodeDoesNotRunOnAnother() throws Exception {
        String id = submit("{'chain': [{'task': {'name': 'twice', 'args': [1], 'countdown': 3600}}, twice, told]}");

        WorkflowStatus revoked = get(engines.get(2).gateway().workflows().revoke(id, false, "not needed"));

        assertThat(revoked.state()).isEqualTo(States.REVOKED);
        assertThat(revoked.counts().revoked()).isEqualTo(3);
        assertThat(told).doesNotContain(4);
    }

    @Test
    void aKeyThatThreeNodesGetAtOnceIsOneWorkflow() throws Exception {
        Canvas canvas = canvas("{'chord': {'header': [=1, {'chain': [=2, twice]}], 'body': sum}}");
        for (int i = 0; i < 20; i++) {
            String key = UUID.randomUUID().toString();
            List<CompletableFuture<Submitted>> submits = engines.stream()
                    .map(engine ->
                            engine.gateway().workflows().submit(canvas, key).toCompletableFuture())
                    .toList();
            List<Submitted> stored = new ArrayList<>();
            for (CompletableFuture<Submitted> submit : submits) {
                stored.add(get(submit));
            }

            assertThat(stored)
                    .extracting(Submitted::id)
                    .containsOnly(stored.get(0).id());
            assertThat(stored).filteredOn(each -> !each.replayed()).hasSize(1);
            assertThat(get(engines.get(0)
                                    .gateway()
                                    .workflows()
                                    .await(stored.get(0).id(), SOON))
                            .result())
                    .isEqualTo(JsonBytes.of("5"));
        }
    }

    /** Of twenty bodies some belong to the node that is given up. */
    @Test
    void bodiesGoOnWhenTheirOwnerIsGivenUpInTheMiddle() throws Exception {
        try (ClusterOfEngines two = new ClusterOfEngines(
                TaskDefinition.named("list").input(JsonNode.class).handler(value -> value),
                TaskDefinition.named("sum").input(JsonNode.class).handler(WorkflowClusterTest::sum),
                TaskDefinition.named("gated").input(Integer.class).handler(this::gated))) {
            TaskEngine first = two.start("node-1", "gateway,task,worker");
            TaskEngine other = two.startAll("node-2").get(0);
            Canvas chord = canvas("{'chord': {'header': [=1, =2, gated], 'body': {'chain': [sum, list]}}}"
                    .replace("gated", "{'task': {'name': 'gated', 'args': [3], 'immutable': true}}"));
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ids.add(get(first.gateway().workflows().submit(chord, (String) null))
                        .id());
            }
            gate.awaitEntered();

            Cluster.get(first.actorSystem())
                    .manager()
                    .tell(new Down(Cluster.get(other.actorSystem()).selfMember().address()));
            other.lost().toCompletableFuture().get(30, TimeUnit.SECONDS);
            gate.open();

            for (String id : ids) {
                assertThat(get(first.gateway().workflows().await(id, Duration.ofSeconds(60)))
                                .result())
                        .isEqualTo(JsonBytes.of("6"));
            }
        }
    }

    private WorkflowStatus run(String canvas) throws Exception {
        return get(engines.get(1).gateway().workflows().await(submit(canvas), SOON));
    }

    private String submit(String canvas) throws Exception {
        return get(engines.get(0).gateway().workflows().submit(canvas(canvas), (String) null))
                .id();
    }

    private static Canvas canvas(String text) throws Exception {
        String json = text.replaceAll("=(\\d+)", "{'task': {'name': 'list', 'args': [$1], 'immutable': true}}")
                .replaceAll("(?<!')\\b(twice|list|sum|told)\\b(?!')", "{'task': {'name': '$1'}}")
                .replaceAll("(?<!')\\bfail\\b(?!')", "{'task': {'name': 'fail', 'args': [0], 'immutable': true}}")
                .replace('\'', '"');
        return Json.mapper().readValue(json, Canvas.class);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
