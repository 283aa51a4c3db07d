/** What nobody but a task itself may see, and what stands in its place. */
package io.talkoo.engine.internal.secret;
