package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Arrives in place of a message that is too large for a frame: with it the message can be had. Every actor that gets
 * messages from other nodes has to know it, see {@link Parcels#opening}.
 *
 * @param taskId the task meant, so that a shard region finds its entity; null for what goes by no region
 * @param manifest what the serializer calls the message
 * @param number of the message at its holder
 * @param holder keeps the message for a while, on the node it comes from
 */
public record Claim(String taskId, String manifest, long number, ActorRef<ParcelCommand> holder)
        implements TalkooMessage {}
