package io.talkoo.engine.internal.news;

import io.talkoo.engine.internal.news.NewsMessage.Attach;
import io.talkoo.engine.internal.news.NewsMessage.Desks;
import io.talkoo.engine.internal.news.NewsMessage.Detach;
import io.talkoo.engine.internal.news.NewsMessage.Happened;
import io.talkoo.engine.internal.news.NewsMessage.Hear;
import io.talkoo.engine.internal.news.NewsMessage.Ignore;
import io.talkoo.engine.internal.news.NewsMessage.Listed;
import io.talkoo.engine.internal.news.NewsMessage.Refill;
import io.talkoo.engine.internal.news.NewsMessage.Told;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.task.TaskRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/**
 * Passes on what happens at a node to those who listen there, and to the desks of other nodes at which somebody listens. One
 * per node; it finds the others by the receptionist, and forgets those that end.
 */
final class NewsDesk extends AbstractBehavior<NewsMessage> {
    private static final ServiceKey<NewsMessage> KEY = ServiceKey.create(NewsMessage.class, "talkoo-news");

    /** Tasks in a message to another node. */
    private static final int TASKS_A_MESSAGE = 32;

    private static final Duration REFILL_EVERY = Duration.ofMillis(100);

    private final News news;
    private final TimerScheduler<NewsMessage> timers;
    private final NewsAudience audience = new NewsAudience();
    private final Set<ActorRef<NewsMessage>> hearers = new HashSet<>();
    private Set<ActorRef<NewsMessage>> others = Set.of();

    static Behavior<NewsMessage> create(News news) {
        return Parcels.opening(
                Behaviors.setup(context -> Behaviors.withTimers(timers -> new NewsDesk(context, timers, news))));
    }

    private NewsDesk(ActorContext<NewsMessage> context, TimerScheduler<NewsMessage> timers, News news) {
        super(context);
        this.timers = timers;
        this.news = news;
        var receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.register(KEY, context.getSelf()));
        receptionist.tell(Receptionist.subscribe(
                KEY,
                context.messageAdapter(
                        Receptionist.Listing.class, listing -> new Listed(listing.getServiceInstances(KEY)))));
    }

    @Override
    public Receive<NewsMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Happened.class, this::onHappened)
                .onMessage(Told.class, this::onTold)
                .onMessage(Hear.class, this::onHear)
                .onMessage(Ignore.class, ignore -> forget(ignore.desk()))
                .onMessage(Attach.class, this::onAttach)
                .onMessage(Detach.class, this::onDetach)
                .onMessage(Listed.class, this::onListed)
                .onMessage(Refill.class, this::onRefill)
                .onSignal(Terminated.class, terminated -> forget(terminated.getRef()))
                .build();
    }

    private Behavior<NewsMessage> onHappened(Happened happened) {
        long lost = news.told(happened.tasks().size());
        List<TaskRecord> tasks =
                happened.tasks().stream().map(NewsTasks::abridged).toList();
        tellListeners(tasks, lost);
        for (int from = 0; from < tasks.size() && !hearers.isEmpty(); from += TASKS_A_MESSAGE) {
            List<TaskRecord> some = tasks.subList(from, Math.min(tasks.size(), from + TASKS_A_MESSAGE));
            Told told = new Told(List.copyOf(some), from == 0 ? lost : 0);
            hearers.forEach(hearer -> hearer.tell(told));
        }
        return this;
    }

    private void tellListeners(List<TaskRecord> tasks, long lost) {
        audience.lose(lost);
        tasks.forEach(audience::tell);
    }

    private Behavior<NewsMessage> onTold(Told told) {
        tellListeners(told.tasks(), told.lost());
        return this;
    }

    private Behavior<NewsMessage> onHear(Hear hear) {
        if (hearers.add(hear.desk())) {
            getContext().watch(hear.desk());
        }
        lookWhetherHeard();
        hear.replyTo().tell(Done.getInstance());
        return this;
    }

    private Behavior<NewsMessage> forget(ActorRef<?> desk) {
        if (hearers.removeIf(hearer -> hearer.equals(desk))) {
            getContext().unwatch(desk);
        }
        lookWhetherHeard();
        return this;
    }

    private void lookWhetherHeard() {
        news.heard(!audience.isEmpty() || !hearers.isEmpty());
    }

    private Behavior<NewsMessage> onAttach(Attach attach) {
        if (audience.isEmpty()) {
            timers.startTimerWithFixedDelay(new Refill(), REFILL_EVERY);
        }
        audience.add(attach.listener());
        lookWhetherHeard();
        attach.replyTo().tell(new Desks(others));
        return this;
    }

    private Behavior<NewsMessage> onDetach(Detach detach) {
        if (audience.remove(detach.listener()) && audience.isEmpty()) {
            timers.cancelAll();
            others.forEach(other -> other.tell(new Ignore(getContext().getSelf())));
        }
        lookWhetherHeard();
        return this;
    }

    private Behavior<NewsMessage> onRefill(Refill refill) {
        audience.refill();
        return this;
    }

    private Behavior<NewsMessage> onListed(Listed listed) {
        Set<ActorRef<NewsMessage>> before = others;
        others = listed.desks().stream()
                .filter(desk -> !desk.equals(getContext().getSelf()))
                .collect(Collectors.toUnmodifiableSet());
        if (!audience.isEmpty()) {
            others.stream()
                    .filter(desk -> !before.contains(desk))
                    .forEach(desk -> desk.tell(new Hear(
                            getContext().getSelf(), getContext().getSystem().ignoreRef())));
        }
        return this;
    }
}
