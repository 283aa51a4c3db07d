/** The command line: {@code java -jar talkoo.jar COMMAND}. */
package io.talkoo.http.cli;
