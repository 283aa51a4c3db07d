package io.talkoo.http;

import io.talkoo.engine.TaskGateway.TaskEvent;
import io.talkoo.engine.WorkflowGateway.WorkflowEvent;
import org.apache.pekko.util.ByteString;

/** The wire form of {@code text/event-stream}. */
final class ServerSentEvents {
    static final ByteString COMMENT = ByteString.fromString(": still here\n\n");

    private static final ByteString END = ByteString.fromString("\n\n");

    private ServerSentEvents() {}

    static ByteString status(TaskEvent event) {
        return status(event.id(), Answers.write(SubmitRoute.STATUS, event.status()));
    }

    static ByteString status(WorkflowEvent event) {
        return status(event.id(), Answers.write(WorkflowRoutes.STATUS, event.status()));
    }

    private static ByteString status(String id, byte[] json) {
        return ByteString.fromString("id: " + id + "\nevent: status\ndata: ")
                .concat(ByteString.fromArrayUnsafe(oneLine(json)))
                .concat(END);
    }

    /** An event without a number: whoever missed it needs none but the next. */
    static ByteString event(String name, byte[] json) {
        return ByteString.fromString("event: " + name + "\ndata: ")
                .concat(ByteString.fromArrayUnsafe(json))
                .concat(END);
    }

    /** So many events were left out. */
    static ByteString lost(long events) {
        return ByteString.fromString("event: lost\ndata: {\"events\": " + events + "}")
                .concat(END);
    }

    /** Arguments and results stand as they were sent; a line break in JSON can only be white space. */
    private static byte[] oneLine(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
        return json;
    }
}
