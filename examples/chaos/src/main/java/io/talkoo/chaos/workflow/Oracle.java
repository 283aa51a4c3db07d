package io.talkoo.chaos.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.talkoo.chaos.tasks.RunLog;
import io.talkoo.chaos.tasks.Step;
import io.talkoo.chaos.workflow.End.Failed;
import io.talkoo.chaos.workflow.End.Value;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Works out what a workflow comes to on a quiet day, from the contract alone. Of one workflow; not thread-safe. */
final class Oracle {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Value NOTHING = new Value(null);

    private final Map<String, StepEnd> steps = new HashMap<>();
    private final Map<String, Set<String>> causes = new HashMap<>();
    private int succeeded;
    private int failed;

    /** Callbacks and what replaces a step are not counted. */
    private boolean written = true;

    static Expected of(Canvas workflow) {
        Oracle oracle = new Oracle();
        End end = oracle.evaluate(workflow, NOTHING, false);
        return new Expected(end, oracle.succeeded, oracle.failed, Map.copyOf(oracle.steps));
    }

    /**
     * @param before what it gets: a value of null for nothing
     * @param body whether it speaks for the header before it
     */
    private End evaluate(Canvas canvas, End before, boolean body) {
        End end = content(canvas, before, body);
        if (end instanceof Value && canvas.link() != null) {
            canvas.link().forEach(link -> apart(link, end));
        }
        if (end instanceof Failed failure && canvas.linkError() != null) {
            told(canvas, before, body, failure).forEach(failures -> tell(canvas.linkError(), failures));
        }
        return end;
    }

    private End content(Canvas canvas, End before, boolean body) {
        if (canvas.task() != null) {
            return step(canvas.task(), before);
        } else if (canvas.chain() != null) {
            return chain(canvas.chain(), before, body);
        } else if (canvas.group() != null) {
            return list(canvas.group(), before);
        } else if (canvas.chord() != null) {
            return evaluate(canvas.chord().body(), list(canvas.chord().header(), before), true);
        } else if (canvas.map() != null) {
            return items(canvas.map().task(), List.of(numbers(canvas.map().items())), before);
        } else if (canvas.starmap() != null) {
            return items(
                    canvas.starmap().task(), List.of(numbers(canvas.starmap().items())), before);
        }
        return chunks(canvas.chunks(), before);
    }

    private End chain(List<Canvas> chained, End before, boolean body) {
        End end = before;
        boolean header = body;
        for (Canvas step : chained) {
            end = evaluate(step, end, header);
            header = Shapes.isHeader(step);
        }
        return end;
    }

    private End list(List<Canvas> written, End before) {
        List<End> ends = ends(written, before);
        return ends.isEmpty() && before instanceof Failed ? before : list(ends);
    }

    private List<End> ends(List<Canvas> written, End before) {
        List<End> ends = new ArrayList<>();
        for (Canvas member : written) {
            if (!Shapes.isUnrolled(member)) {
                ends.add(evaluate(member, before, false));
                continue;
            }
            ends.addAll(ends(member.group(), before));
            if (member.linkError() != null) {
                toldOfMembers(member, before).forEach(failures -> tell(member.linkError(), failures));
            }
        }
        return ends;
    }

    private static End list(List<End> ends) {
        Set<String> failures = new TreeSet<>();
        ArrayNode values = NODES.arrayNode();
        for (End end : ends) {
            if (end instanceof Failed failure) {
                failures.addAll(failure.causes());
            } else {
                values.add(((Value) end).value());
            }
        }
        return failures.isEmpty() ? new Value(values) : new Failed(failures);
    }

    private End step(TaskRequest task, End before) {
        Step step = step(task);
        if (before instanceof Failed) {
            return ended(step, before, 1, Map.of());
        }
        JsonNode input = Boolean.TRUE.equals(task.immutable()) ? null : ((Value) before).value();
        String result = step.result(input);
        Value value = new Value(TextNode.valueOf(result));
        if (step.does() == null) {
            return ended(step, value, 1, Map.of("0", Set.of(result)));
        }
        String other = step.does().name();
        return switch (step.does()) {
            case FAIL -> ended(step, new Failed(Set.of(step.key())), 1, Map.of("0", Set.of(other)));
            case FAIL_ONCE -> ended(step, value, 1, Map.of("0", Set.of(other), "1", Set.of(result)));
            case REPLACE -> ended(step, apart(step.with(), NOTHING), 1, Map.of("0", Set.of(other)));
        };
    }

    private End chunks(Canvas.Chunks chunks, End before) {
        List<Integer> items = numbers(chunks.items());
        List<List<Integer>> each = new ArrayList<>();
        for (int from = 0; from < items.size(); from += chunks.size()) {
            each.add(items.subList(from, Math.min(items.size(), from + chunks.size())));
        }
        End end = items(chunks.task(), each, before);
        return each.isEmpty() && before instanceof Value ? new Value(NODES.arrayNode()) : nested(end, each.size());
    }

    /** One chunk is a list in a list. */
    private static End nested(End end, int chunks) {
        return end instanceof Value value && chunks == 1
                ? new Value(NODES.arrayNode().add(value.value()))
                : end;
    }

    /** @param each what each task works through */
    private End items(TaskRequest task, List<List<Integer>> each, End before) {
        Step step = step(task);
        if (before instanceof Failed) {
            return each.isEmpty() ? before : ended(step, before, each.size(), Map.of());
        }
        Map<String, Set<String>> runs = new HashMap<>();
        List<End> lists = new ArrayList<>();
        for (List<Integer> items : each) {
            ArrayNode list = NODES.arrayNode();
            items.forEach(item -> list.add(step.result(item)));
            items.forEach(item -> runs.put("0" + RunLog.ITEM + item, Set.of(step.result(item))));
            lists.add(new Value(list));
        }
        End end = each.size() == 1 ? lists.get(0) : list(lists);
        return each.isEmpty() ? end : ended(step, end, each.size(), runs);
    }

    private End ended(Step step, End end, int tasks, Map<String, Set<String>> runs) {
        String state = end instanceof Value ? States.SUCCESS : States.FAILURE;
        steps.put(step.key(), new StepEnd(tasks, state, runs));
        if (end instanceof Failed failure) {
            causes.put(step.key(), failure.causes());
        }
        if (written) {
            succeeded += end instanceof Value ? tasks : 0;
            failed += end instanceof Failed ? tasks : 0;
        }
        return end;
    }

    private End apart(Canvas canvas, End before) {
        boolean outside = written;
        written = false;
        End end = evaluate(canvas, before, false);
        written = outside;
        return end;
    }

    /** The causes that error callbacks are told, once for each call. */
    private List<Set<String>> told(Canvas canvas, End before, boolean body, Failed failure) {
        if (canvas.group() != null) {
            return toldOfMembers(canvas, before);
        }
        boolean own = !(before instanceof Failed) || body || canvas.chord() != null;
        return own ? List.of(failure.causes()) : List.of();
    }

    private List<Set<String>> toldOfMembers(Canvas group, End before) {
        return group.group().stream()
                .map(member -> causes.get(step(member.task()).key()))
                .filter(each -> each != null && !(before instanceof Failed))
                .toList();
    }

    private void tell(List<Canvas> callbacks, Set<String> failures) {
        for (Canvas callback : callbacks) {
            Step step = step(callback.task());
            Set<String> results = failures.stream()
                    .map(cause -> step.result(TextNode.valueOf(cause)))
                    .collect(Collectors.toSet());
            steps.merge(step.key(), new StepEnd(1, States.SUCCESS, Map.of("0", results)), StepEnd::and);
        }
    }

    private static List<Integer> numbers(List<JsonBytes> items) {
        return IntStream.range(0, items.size()).boxed().toList();
    }

    static Step step(TaskRequest task) {
        try {
            JsonNode arguments = Json.mapper().readTree(task.args().utf8());
            return Json.mapper().treeToValue(arguments.get(arguments.size() - 1), Step.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
