package io.talkoo.http;

import io.talkoo.protocol.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Newline-delimited JSON: a value a line. */
final class NdJson {
    static final String TYPE = "application/x-ndjson";

    private NdJson() {}

    /** The lines that hold more than white space, unchecked: a broken one is its own item's fault. */
    static List<JsonBytes> split(byte[] body) {
        List<JsonBytes> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                if (!isBlank(body, start, i)) {
                    lines.add(JsonBytes.wrap(Arrays.copyOfRange(body, start, i)));
                }
                start = i + 1;
            }
        }
        return lines;
    }

    static byte[] join(List<byte[]> lines) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            body.writeBytes(line);
            body.write('\n');
        }
        return body.toByteArray();
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
