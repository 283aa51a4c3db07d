/** What is set for the whole cluster while it runs: it is in the database, and every node has a copy to read from. */
package io.talkoo.engine.internal.control;
