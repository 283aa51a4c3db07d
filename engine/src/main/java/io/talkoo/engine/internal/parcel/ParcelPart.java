package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import org.apache.pekko.util.ByteString;

/** What a {@link ParcelHolder} answers. */
public sealed interface ParcelPart extends TalkooMessage {
    /** @param total bytes of the whole message */
    record Piece(int offset, int total, ByteString bytes) implements ParcelPart {}

    /** It is not there any more. */
    record Gone() implements ParcelPart {}

    /** No answer came in time. */
    record Overdue() implements ParcelPart {}
}
