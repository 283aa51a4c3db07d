/** How a node gets into its cluster, what it knows of the others, and which node owns which partition. */
package io.talkoo.engine.internal.cluster;
