package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told the {@link ParcelHolder} of a node. */
public sealed interface ParcelCommand extends TalkooMessage {
    /** Keep {@code message} until it was fetched. */
    record Hold(long number, TalkooMessage message) implements ParcelCommand {}

    /** Answered with the piece that begins at {@code offset}. */
    record Fetch(long number, int offset, ActorRef<ParcelPart> replyTo) implements ParcelCommand {}

    /** All of it arrived. */
    record Release(long number) implements ParcelCommand {}

    /** Nobody asked for it for a while. */
    record Expire(long number) implements ParcelCommand {}
}
