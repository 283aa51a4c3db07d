/** The nodes and their database: started, hit by faults, and looked after as a service manager would. */
package io.talkoo.chaos.cluster;
