/** Random workflows, what they have to come to, and the check whether they did. */
package io.talkoo.chaos.workflow;
