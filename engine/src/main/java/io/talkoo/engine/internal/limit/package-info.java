/** What may run at once and how often, cluster-wide: one actor for each task type with limits grants starts to the Workers. */
package io.talkoo.engine.internal.limit;
