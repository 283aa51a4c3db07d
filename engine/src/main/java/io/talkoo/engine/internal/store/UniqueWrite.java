package io.talkoo.engine.internal.store;

import scala.concurrent.Promise;

/** A new task that is stored only if nobody has its key. */
record UniqueWrite(TaskWrite row, Promise<Claim> promise) implements Operation {
    /** Which other ones it must not share a transaction with. */
    String scope() {
        return row.task().spec().name() + "\u0000" + row.task().spec().unique().key();
    }
}
