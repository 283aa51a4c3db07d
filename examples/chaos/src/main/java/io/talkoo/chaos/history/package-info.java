/** What happened, as far as anybody outside the engine can tell. */
package io.talkoo.chaos.history;
