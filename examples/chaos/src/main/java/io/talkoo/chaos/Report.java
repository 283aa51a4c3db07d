package io.talkoo.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.chaos.check.Findings;
import io.talkoo.chaos.check.Pause;
import io.talkoo.chaos.check.Promise;
import io.talkoo.chaos.history.History;
import io.talkoo.protocol.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run ends with: a line of JSON, and a table for people. */
final class Report {
    private final History history;
    private final Findings findings;

    Report(History history, Findings findings) {
        this.history = history;
        this.findings = findings;
    }

    /** @param setting what was run, in front of what was found */
    String json(Map<String, Object> setting) {
        Map<String, Object> fields = new LinkedHashMap<>(setting);
        fields.put("submitted", history.submitted().size());
        fields.put("acknowledged", findings.acknowledged());
        fields.put("rows", history.rows().size());
        fields.put("runs", findings.runs());
        fields.put("watched", history.seen().size());
        fields.put("faults", history.faults().size());
        fields.put("runsInFlight", findings.runsInFlight());
        fields.put("extraRuns", findings.extraRuns());
        fields.put("broken", broken());
        fields.put("pauses", pauses().values());
        try {
            return Json.mapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Long> broken() {
        Map<String, Long> counts = new LinkedHashMap<>();
        Arrays.stream(Promise.values()).forEach(promise -> counts.put(promise.words(), findings.count(promise)));
        return counts;
    }

    /** One row for each sort of fault, the worst of each column. */
    String table() {
        return "| fault | times | longest without an end of a task | without an acknowledged submit | slowest task |\n"
                + "| --- | --- | --- | --- | --- |\n"
                + pauses().values().stream().map(Report::row).collect(Collectors.joining("\n"));
    }

    private Map<String, Worst> pauses() {
        Map<String, Worst> worst = new LinkedHashMap<>();
        for (Pause pause : Pause.of(history)) {
            worst.merge(pause.fault(), Worst.of(pause), Worst::and);
        }
        return worst;
    }

    private record Worst(
            String fault, int times, Duration betweenEnds, Duration betweenAcknowledgements, Duration slowestTask) {
        static Worst of(Pause pause) {
            return new Worst(
                    pause.fault(), 1, pause.betweenEnds(), pause.betweenAcknowledgements(), pause.slowestTask());
        }

        Worst and(Worst other) {
            return new Worst(
                    fault,
                    times + other.times,
                    longer(betweenEnds, other.betweenEnds),
                    longer(betweenAcknowledgements, other.betweenAcknowledgements),
                    longer(slowestTask, other.slowestTask));
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String row(Worst worst) {
        return String.join(
                " | ",
                "| " + worst.fault(),
                Integer.toString(worst.times()),
                seconds(worst.betweenEnds()),
                seconds(worst.betweenAcknowledgements()),
                seconds(worst.slowestTask()) + " |");
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1e3);
    }

    /** Every broken promise, with the task and what happened to it. */
    List<String> breaches() {
        return findings.breaches().stream()
                .map(breach -> breach.promise().words() + ": " + breach.task() + " " + breach.detail())
                .toList();
    }
}
