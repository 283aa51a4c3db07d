package io.talkoo.examples.threenodes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the program tells on standard output: a line for each event, with the seconds since the start. Thread-safe. */
final class Story {
    private final long start = System.nanoTime();

    void tell(String event) {
        System.out.printf("%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, event);
    }

    /** Tells the same again and again, until the timer is shut down. */
    ScheduledExecutorService every(int seconds, Callable<String> event) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleAtFixedRate(() -> tellResultOf(event), seconds, seconds, TimeUnit.SECONDS);
        return timer;
    }

    private void tellResultOf(Callable<String> event) {
        try {
            tell(event.call());
        } catch (Exception e) {
            tell("cannot be told: " + e);
        }
    }

    void tell(Account account) {
        Map<String, Long> endedOn = account.endedOn();
        String nodes = endedOn.entrySet().stream()
                .map(node -> node.getValue() + " on " + node.getKey())
                .collect(Collectors.joining(", "));
        tell("the account:");
        line("acknowledged", account.acknowledged().size(), "tasks");
        line("ended", endedOn.values().stream().mapToLong(Long::longValue).sum(), "tasks: " + nodes);
        line("lost", account.lost().size(), "tasks");
        line("ran again", account.ranAgain(), "tasks, which the node had begun that was killed");
        line("usual time", seconds(account.usualTime()), "s from submit to end");
        line("longest time", seconds(account.longestTime()), "s: the pause, for tasks of the node that was killed");
        line("standstill", seconds(account.standstill()), "s in which no node ended a task, at most");
        account.lost().forEach(id -> tell("LOST: task " + id + " is " + account.stateOf(id)));
        if (account.lost().isEmpty()) {
            tell("nothing was lost");
        }
    }

    private static String seconds(Duration time) {
        return "%.1f".formatted(time.toMillis() / 1e3);
    }

    private static void line(String what, Object figure, String words) {
        System.out.printf("         %-13s %6s %s%n", what, figure, words);
    }
}
