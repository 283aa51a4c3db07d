package io.talkoo.engine.internal.gateway;

import java.util.function.LongConsumer;

/** How a call that waits as long as it takes is made anew, and taken back where nobody waits for it any more. */
public record Repetition(LongConsumer again, LongConsumer takeBack) {}
