package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.worker.SlotsCommand.Borrow;
import io.talkoo.engine.internal.worker.SlotsCommand.Loan;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a node's {@link Slots} give to other nodes' and take from them. A node with room says so to all others; one whose
 * line is longer than what it will begin within a tick lends from it to those who asked. Belongs to one Slots; not
 * thread-safe.
 */
final class Lending {
    private final ActorRef<SlotsCommand> self;
    private final FleetView fleet;

    /** What others could run, by their pools' names. */
    private final Map<ActorRef<SlotsCommand>, Map<String, Integer>> hungry = new HashMap<>();

    /** Where the tasks are that others run for this node. */
    private final Map<String, Lent> lent = new HashMap<>();

    /** Borrowed and done with, not yet told. */
    private final Map<ActorRef<SlotsCommand>, List<Loan>> repaid = new HashMap<>();

    private Map<String, Integer> announced = Map.of();
    private boolean fed;
    private boolean lendsNow;

    /** @param recalled what the borrower has not begun must not begin here either */
    private record Lent(Push order, ActorRef<SlotsCommand> borrower, boolean recalled) {}

    Lending(ActorRef<SlotsCommand> self, FleetView fleet) {
        this.self = self;
        this.fleet = fleet;
    }

    boolean hasPartners() {
        return !fleet.others().isEmpty();
    }

    void wants(Borrow borrow) {
        if (borrow.wanted().isEmpty()) {
            hungry.remove(borrow.borrower());
        } else {
            hungry.put(borrow.borrower(), new HashMap<>(borrow.wanted()));
        }
    }

    boolean anybodyHungry() {
        return !hungry.isEmpty();
    }

    /** Has this node lend without waiting for the next tick, if anybody has room; after what has come to it already. */
    void lendNow() {
        if (!lendsNow && !hungry.isEmpty()) {
            lendsNow = true;
            self.tell(new SlotsCommand.LendNow());
        }
    }

    /** Lends what will not begin here soon to those who have room; {@code lends} is told each new borrower. */
    void lend(Collection<SlotPool> pools, Consumer<ActorRef<SlotsCommand>> lends) {
        lendsNow = false;
        if (hungry.isEmpty()) {
            return;
        }
        Iterator<Map.Entry<ActorRef<SlotsCommand>, Map<String, Integer>>> each =
                hungry.entrySet().iterator();
        for (int left = hungry.size(); each.hasNext(); left--) {
            var entry = each.next();
            NodeInfo borrower = fleet.info(entry.getKey());
            if (borrower != null
                    && fleet.isReachable(borrower)
                    && lend(pools, entry.getKey(), borrower, entry.getValue(), left)) {
                lends.accept(entry.getKey());
            }
            if (entry.getValue().isEmpty()) {
                each.remove();
            }
        }
    }

    /** @param left how many borrowers share what there is, this one included */
    private boolean lend(
            Collection<SlotPool> pools,
            ActorRef<SlotsCommand> to,
            NodeInfo borrower,
            Map<String, Integer> wanted,
            int left) {
        boolean lentAny = false;
        for (SlotPool pool : pools) {
            int share = Math.max(1, pool.surplus() / left);
            for (Push order : pool.takeSurplus(share, wantedBy(borrower, wanted))) {
                lent.put(order.id(), new Lent(order, to, false));
                to.tell(order.lentBy(self));
                lentAny = true;
            }
        }
        return lentAny;
    }

    /** Says yes as often as the borrower has room. */
    private static Predicate<TaskSpec> wantedBy(NodeInfo borrower, Map<String, Integer> wanted) {
        return task -> {
            String pool = borrower.queues().pool(task.queue());
            if (pool == null || !borrower.canRun(task) || !wanted.containsKey(pool)) {
                return false;
            }
            wanted.computeIfPresent(pool, (name, count) -> count > 1 ? count - 1 : null);
            return true;
        };
    }

    /** Tells the others what this node could run, where that has changed. */
    void announce(Collection<Map.Entry<String, SlotPool>> pools) {
        Map<String, Integer> wanted = new HashMap<>();
        pools.stream()
                .filter(pool -> pool.getValue().wants() > 0)
                .forEach(pool -> wanted.put(pool.getKey(), pool.getValue().wants()));
        if (fed || isNews(wanted)) {
            fed = false;
            announced = wanted;
            Borrow borrow = new Borrow(self, Map.copyOf(wanted));
            // Guests have nothing of their own to lend.
            fleet.otherNodes().forEach(peer -> peer.slots().tell(borrow));
        }
    }

    /** A little more or less is not worth a message. */
    private boolean isNews(Map<String, Integer> wanted) {
        return !wanted.keySet().equals(announced.keySet())
                || wanted.entrySet().stream().anyMatch(entry -> {
                    int before = announced.get(entry.getKey());
                    return Math.abs(entry.getValue() - before) > before / 4;
                });
    }

    /** Announces with the next tick in any case, since others may have come, or not have heard. */
    void announceAnew() {
        fed = true;
    }

    /** A borrowed task came: the lender counts on less room now. */
    void borrowed() {
        fed = true;
    }

    /** This node is done with a task; tells it to whom it was borrowed from, with the next tick. */
    void repay(Push order) {
        if (order.lender() != null) {
            repaid.computeIfAbsent(order.lender(), lender -> new ArrayList<>()).add(order.loan());
        }
    }

    void tellRepaid() {
        repaid.forEach((lender, loans) -> lender.tell(new SlotsCommand.Repaid(List.copyOf(loans))));
        repaid.clear();
    }

    /** The borrower is done with it. */
    void forget(Loan loan) {
        lent.computeIfPresent(loan.id(), (id, held) -> isLater(held, loan) ? held : null);
    }

    private static boolean isLater(Lent held, Loan loan) {
        return held.order.task().revision() > loan.revision();
    }

    /**
     * Whose slots have the task that its Worker is about to take out of them; null if it is not lent. If they have just given
     * it back, it must not begin here, since they will say that they have not got it.
     */
    ActorRef<SlotsCommand> recall(String id) {
        lent.computeIfPresent(id, (key, held) -> new Lent(held.order, held.borrower, true));
        return borrower(id);
    }

    /** The borrower gave it back; null if it is not lent any more, or its Worker took it out. */
    Push takeBack(Loan loan) {
        Lent held = lent.get(loan.id());
        if (held == null || isLater(held, loan)) {
            return null;
        }
        lent.remove(loan.id());
        return held.recalled ? null : held.order;
    }

    /** A node is gone; what it had borrowed may have begun there. */
    List<Push> gone(ActorRef<?> borrower) {
        hungry.keySet().removeIf(each -> each.equals(borrower));
        repaid.keySet().removeIf(each -> each.equals(borrower));
        List<Push> orders = lent.values().stream()
                .filter(held -> held.borrower.equals(borrower))
                .map(held -> held.order.again())
                .toList();
        orders.forEach(order -> lent.remove(order.id()));
        return orders;
    }

    /** Another node runs it since before this one had to do with it. */
    void lentBefore(Push order, ActorRef<SlotsCommand> borrower) {
        lent.put(order.id(), new Lent(order, borrower, false));
    }

    /** Whose slots have the task; null if it is not lent. */
    ActorRef<SlotsCommand> borrower(String id) {
        Lent held = lent.get(id);
        return held == null ? null : held.borrower;
    }

    boolean isLent(Push order) {
        Lent held = lent.get(order.id());
        return held != null && held.order.task().revision() >= order.task().revision();
    }

    /** Others answer for these from now on; those who had borrowed some of them. */
    Set<ActorRef<SlotsCommand>> forgetIf(Predicate<String> ids) {
        Set<ActorRef<SlotsCommand>> borrowers = new HashSet<>();
        lent.values().stream().filter(held -> ids.test(held.order.id())).forEach(held -> borrowers.add(held.borrower));
        lent.keySet().removeIf(ids);
        return borrowers;
    }
}
