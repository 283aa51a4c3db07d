package io.talkoo.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.opentelemetry.context.Context;
import io.talkoo.engine.TaskGateway.Submitted;
import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** {@code POST /v1/tasks/batch}: many submits in one call, each with an answer of its own. */
final class BatchRoute {
    static final int MOST_ITEMS = 10_000;

    private static final int AT_ONCE = 256;
    private static final ObjectReader ARRAY = Json.mapper().readerForListOf(JsonBytes.class);
    private static final ObjectWriter ANSWERS = Json.mapper().writerFor(new TypeReference<List<Item>>() {});
    private static final ObjectWriter ANSWER = Json.mapper().writerFor(Item.class);

    private final BiFunction<Caller, TaskRequest, CompletionStage<Submitted>> submit;
    private final ClassicActorSystemProvider system;

    /** What became of one item: the task's id and state, or what was wrong. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String id, String state, Problem error) {}

    BatchRoute(BiFunction<Caller, TaskRequest, CompletionStage<Submitted>> submit, ClassicActorSystemProvider system) {
        this.submit = submit;
        this.system = system;
    }

    CompletionStage<HttpResponse> submit(Call call) {
        boolean lines = JsonBody.isType(call, NdJson.TYPE);
        JsonBody.requireType(call, lines ? NdJson.TYPE : JsonBody.JSON);
        if (call.header(IdempotencyKey.HEADER) != null) {
            throw Problems.invalid("an Idempotency-Key does not fit a batch; give each item an id instead");
        }
        List<JsonBytes> items = lines ? NdJson.split(call.body()) : JsonBody.read(ARRAY, call.body());
        if (items.size() > MOST_ITEMS) {
            throw Problems.invalid("expected at most " + MOST_ITEMS + " items in a batch, got " + items.size());
        }
        Function<Integer, CompletionStage<Item>> submitOne =
                Context.current().wrapFunction(index -> submitOne(call.caller(), items.get(index)));
        return Source.range(0, items.size() - 1)
                .mapAsync(AT_ONCE, submitOne::apply)
                .runWith(Sink.seq(), system)
                .thenApply(answers -> lines ? lines(answers) : Answers.json(200, ANSWERS, answers));
    }

    private CompletionStage<Item> submitOne(Caller caller, JsonBytes item) {
        try {
            if (item == null) {
                throw Problems.badRequest("expected an object, got null");
            }
            return submit.apply(caller, SubmitRoute.parse(item.utf8())).handle(BatchRoute::answer);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(answer(null, e));
        }
    }

    private static Item answer(Submitted submitted, Throwable failure) {
        return failure == null
                ? new Item(submitted.status().id(), submitted.status().state(), null)
                : new Item(null, null, Problems.problem(failure));
    }

    private static HttpResponse lines(List<Item> answers) {
        List<byte[]> lines =
                answers.stream().map(answer -> Answers.write(ANSWER, answer)).toList();
        return Answers.bytes(200, ContentTypes.parse(NdJson.TYPE), NdJson.join(lines));
    }
}
