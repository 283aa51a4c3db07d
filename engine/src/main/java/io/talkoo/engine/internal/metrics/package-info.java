/** What a node counts and times. */
package io.talkoo.engine.internal.metrics;
