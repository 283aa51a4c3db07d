/** Judges a history: were the promises kept? */
package io.talkoo.chaos.check;
