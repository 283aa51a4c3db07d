/** What is done to the cluster. */
package io.talkoo.chaos.fault;
