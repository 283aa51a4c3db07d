/**
 * Workers outside of the engine's processes, in any language. Each is a guest of the node where it registered, which keeps
 * {@link io.talkoo.engine.internal.worker.Slots} for it: to all nodes it is one more that borrows tasks.
 */
package io.talkoo.engine.internal.remote;
