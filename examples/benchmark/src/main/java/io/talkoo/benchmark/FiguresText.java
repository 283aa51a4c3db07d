package io.talkoo.benchmark;

import io.talkoo.benchmark.Meter.Figures;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Figures on their way from one process to another. */
record FiguresText(double seconds, long tasks, byte[] ack, byte[] completion, long cpuNanos) {
    /** One line. */
    static String of(Figures figures) throws IOException {
        return Json.mapper()
                .writeValueAsString(new FiguresText(
                        figures.seconds(),
                        figures.tasks(),
                        bytes(figures.ack()),
                        bytes(figures.completion()),
                        figures.cpuNanos()));
    }

    static Figures read(String line) throws IOException {
        FiguresText text = Json.mapper().readValue(line, FiguresText.class);
        return new Figures(text.seconds, text.tasks, histogram(text.ack), histogram(text.completion), text.cpuNanos);
    }

    private static byte[] bytes(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static Histogram histogram(byte[] bytes) throws IOException {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        } catch (DataFormatException e) {
            throw new IOException(e);
        }
    }
}
