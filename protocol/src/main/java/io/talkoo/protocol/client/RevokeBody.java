package io.talkoo.protocol.client;

/** @param reason null is none */
record RevokeBody(boolean terminate, String reason) {}
