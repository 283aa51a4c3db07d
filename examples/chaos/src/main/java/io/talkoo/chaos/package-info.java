/** Puts a cluster of real nodes under load, injects faults, and checks that no promise was broken. */
package io.talkoo.chaos;
