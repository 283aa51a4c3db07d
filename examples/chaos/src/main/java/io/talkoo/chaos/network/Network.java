package io.talkoo.chaos.network;

import java.io.IOException;
import java.util.List;

/** What lies between the nodes. */
public interface Network extends AutoCloseable {
    /** Where the nodes are, one after the other. */
    List<Place> places();

    /** The address of the harness as nodes reach it. */
    String harness();

    /** Cuts the node at {@code place} off from all other nodes, in both directions; from nothing else. */
    void isolate(Place place) throws IOException, InterruptedException;

    /** Takes back everything that {@link #isolate} did. */
    void mend() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
