package io.talkoo.engine.internal.limit;

import io.talkoo.protocol.UniqueUntil;

/**
 * Of which tasks of a type there is one at a time.
 *
 * @param key where their key is found
 */
public record UniqueSource(KeySource key, UniqueUntil until) {}
