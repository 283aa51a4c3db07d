/** Clients of the cluster: they submit, revoke and watch, and go to another node when one does not answer. */
package io.talkoo.chaos.load;
