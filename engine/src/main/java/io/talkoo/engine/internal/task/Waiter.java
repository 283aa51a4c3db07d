package io.talkoo.engine.internal.task;

import org.apache.pekko.actor.typed.ActorRef;

/** A call that is to be answered once its task is ready. */
public record Waiter(long call, ActorRef<TaskReply> replyTo) {}
