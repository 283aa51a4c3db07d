/** The commands of {@code talkoo} that talk to a node over HTTP: begin with {@link io.talkoo.http.cli.remote.RemoteCommands}. */
package io.talkoo.http.cli.remote;
