package io.talkoo.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.stream.Stream;

/** A stream of Server-Sent Events line by line, each event one that {@code openapi.json} has. Used by one thread. */
final class EventLines implements AutoCloseable {
    private static final String NAME = "event: ";
    private static final String DATA = "data: ";

    private final ApiDocument.Head head;
    private final Stream<String> body;
    private final Iterator<String> lines;
    private String name;

    EventLines(ApiDocument.Head head, Stream<String> body) {
        this.head = head;
        this.body = body;
        this.lines = body.iterator();
    }

    boolean hasNext() {
        return lines.hasNext();
    }

    /** The next line as it is, once there is one. */
    String next() {
        String line = lines.next();
        if (line.startsWith(NAME)) {
            name = line.substring(NAME.length());
        } else if (line.startsWith(DATA)) {
            ApiDocument.INSTANCE.checkEvent(head, name, line.substring(DATA.length()));
        }
        return line;
    }

    /** What the next event holds, whatever comes before it. */
    JsonNode nextData() {
        String line = next();
        while (!line.startsWith(DATA)) {
            line = next();
        }
        return HttpTester.tree(line.substring(DATA.length()));
    }

    @Override
    public void close() {
        body.close();
    }
}
