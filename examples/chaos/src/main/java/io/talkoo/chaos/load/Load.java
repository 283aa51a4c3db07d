package io.talkoo.chaos.load;

import io.talkoo.chaos.cluster.Endpoint;
import io.talkoo.chaos.history.Complaint;
import io.talkoo.chaos.history.Kind;
import io.talkoo.chaos.history.Recorder;
import io.talkoo.chaos.history.Submission;
import io.talkoo.chaos.load.Insistence.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Submits tasks at a fixed rate, whatever the cluster does. */
public final class Load implements AutoCloseable {
    /** One in so many tasks is watched. */
    private static final int WATCHED = 10;

    private final NodeClient client = new NodeClient();
    private final Recorder recorder;
    private final Insistence insistence;
    private final Watchers watchers;
    private final Random random;
    private final double perSecond;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final Pending underWay = new Pending();
    private ScheduledFuture<?> ticking;

    /** @param seed of which tasks are submitted and watched, in which order */
    public Load(Supplier<List<Endpoint>> endpoints, Recorder recorder, double perSecond, long seed) {
        Directory directory = new Directory(endpoints);
        this.recorder = recorder;
        this.insistence = new Insistence(directory);
        this.watchers = new Watchers(client, directory, recorder);
        this.random = new Random(seed);
        this.perSecond = perSecond;
    }

    public void start() {
        long nanos = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
        ticking = ticks.scheduleAtFixedRate(this::submit, 0, nanos, TimeUnit.NANOSECONDS);
    }

    /** Submits nothing any more, and waits until all that was submitted is acknowledged; says whether it is. */
    public boolean stop(Duration limit) throws InterruptedException {
        ticking.cancel(false);
        return underWay.awaitNone(limit);
    }

    /** Waits until all who watch a task were told its end; says whether they were. */
    public boolean awaitWatchers(Duration limit) throws InterruptedException {
        return watchers.awaitEnd(limit);
    }

    private void submit() {
        Kind kind = Kind.any(random);
        boolean watched = random.nextInt(WATCHED) == 0;
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        recorder.submitted(Submission.of(id, kind, Instant.now()));
        underWay.begin();
        insistence.call(node -> client.submit(node, kind.request(id))).whenComplete((answer, givenUp) -> {
            if (answer != null) {
                answered(id, kind, watched, answer);
            }
            underWay.end();
        });
    }

    private void answered(String id, Kind kind, boolean watched, Answer answer) {
        int status = answer.response().statusCode();
        if (status != NodeClient.ACCEPTED && status != NodeClient.OK) {
            refused(id, "submit", answer);
            return;
        }
        recorder.acknowledged(id, answer.node().node(), Instant.now());
        if (kind == Kind.REVOKED) {
            revoke(id);
        }
        if (watched) {
            watchers.watch(id, answer.node());
        }
    }

    private void revoke(String id) {
        underWay.begin();
        insistence.call(node -> client.revoke(node, id)).whenComplete((answer, givenUp) -> {
            if (answer != null && answer.response().statusCode() == NodeClient.OK) {
                recorder.revoked(id, Instant.now());
            } else if (answer != null) {
                refused(id, "revoke", answer);
            }
            underWay.end();
        });
    }

    private void refused(String id, String what, Answer answer) {
        String detail = what + ": " + answer.response().statusCode() + " "
                + answer.response().body();
        recorder.refused(new Complaint(id, answer.node().node(), Instant.now(), detail));
    }

    @Override
    public void close() {
        insistence.giveUp();
        watchers.close();
        ticks.shutdownNow();
    }
}
