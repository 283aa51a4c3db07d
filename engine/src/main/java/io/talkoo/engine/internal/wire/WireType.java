package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.TalkooMessage;

/**
 * A message that crosses nodes.
 *
 * @param manifest what the frame calls it: a word, a colon, and the version of its form. A form that cannot be had by
 *     adding to the present one is another type with the next version; both are read then.
 */
record WireType<M extends TalkooMessage>(String manifest, Class<M> type, Form<M> form) {
    static <M extends TalkooMessage> WireType<M> of(
            String manifest, Class<M> type, Form.Writer<M> writer, Form.Reader<M> reader) {
        return new WireType<>(manifest, type, new Form<>(writer, reader));
    }

    void write(WireOut out, TalkooMessage message) {
        form.writer().write(out, type.cast(message));
    }
}
