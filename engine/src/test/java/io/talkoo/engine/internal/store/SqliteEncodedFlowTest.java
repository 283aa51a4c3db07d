package io.talkoo.engine.internal.store;

import io.talkoo.engine.fixture.KeyedCodec;
import io.talkoo.protocol.Payloads;

/** What is appended to rows is encoded too. */
final class SqliteEncodedFlowTest extends StoreFlowSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }

    @Override
    Payloads payloads() {
        return new Payloads(new KeyedCodec(1));
    }
}
