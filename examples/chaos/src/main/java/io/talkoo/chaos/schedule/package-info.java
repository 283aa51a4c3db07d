/** Schedules on nodes that are killed, and their ticks held against the clock. */
package io.talkoo.chaos.schedule;
