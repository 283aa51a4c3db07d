package io.talkoo.engine.internal.task;

import org.apache.pekko.actor.typed.ActorRef;

/** A call that waits for an answer. */
public record Waiter(long call, ActorRef<TaskReply> replyTo) {}
