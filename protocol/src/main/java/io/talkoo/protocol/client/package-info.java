/**
 * The HTTP contract as Java calls, on the JDK's own HTTP client: begin with {@link io.talkoo.protocol.client.TalkooClient}.
 * Everything that is public here is safe for use by many threads.
 */
package io.talkoo.protocol.client;
