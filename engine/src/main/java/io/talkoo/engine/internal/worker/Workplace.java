package io.talkoo.engine.internal.worker;

import io.talkoo.config.TalkooSettings.TrackStarted;
import java.util.function.Consumer;

/** Where what has a slot is carried out. Thread-safe. */
public interface Workplace {
    boolean canRun(String type);

    /** When the STARTED of a task that can run here is written. */
    TrackStarted trackStarted(String type);

    /** Whether each slot is good for one run, and {@link SlotsCommand.Offer} brings the next; else they are there for ever. */
    boolean offersSlots();

    /** Has it carried out, which must not block. What is returned interrupts it, and is told why. */
    Consumer<String> start(RunReports run);
}
