/** The ways between nodes and to the database, which can be cut and slowed down. */
package io.talkoo.chaos.network;
