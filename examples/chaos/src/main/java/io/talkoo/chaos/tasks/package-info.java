/** The tasks that the nodes run, and what they write down outside the engine. */
package io.talkoo.chaos.tasks;
