/**
 * The HTTP side of a node: the contract's routes on Pekko HTTP's low-level server, every refusal as problem+json.
 * {@link io.talkoo.http.GatewayServer} serves an engine that runs already, {@link io.talkoo.http.TalkooNode} starts both.
 */
package io.talkoo.http;
