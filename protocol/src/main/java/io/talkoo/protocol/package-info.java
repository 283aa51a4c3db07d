/**
 * What crosses a boundary: requests, statuses and problems as records, and their JSON. No Pekko, no engine: a client
 * needs this module alone. Everything here is immutable and safe for use by many threads.
 */
package io.talkoo.protocol;
