/** Tells whoever listens what becomes of all tasks of the cluster, and costs nothing while nobody does. */
package io.talkoo.engine.internal.news;
