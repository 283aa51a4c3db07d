/** Tells other programs of the ends of tasks. */
package io.talkoo.http.webhook;
