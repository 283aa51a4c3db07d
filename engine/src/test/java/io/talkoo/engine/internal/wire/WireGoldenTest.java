package io.talkoo.engine.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.GoldenFile;
import io.talkoo.engine.internal.TalkooMessage;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class WireGoldenTest {
    private static final WireKit KIT = new WireKit();
    private static final String FORMAT = "messages";
    private static final String SEPARATOR = "/";

    @AfterAll
    static void stop() {
        KIT.close();
    }

    @Test
    void thisVersionWritesTheBytesOfItsGoldenFile() {
        Map<String, byte[]> written = new TreeMap<>();
        samples().forEach((name, message) -> written.put(name, KIT.serializer.toBinary(message)));

        GoldenFile.current(FORMAT).holds(written);
    }

    @Test
    void whatThisVersionWroteIsReadAsItWas() {
        Map<String, TalkooMessage> samples = samples();

        GoldenFile.current(FORMAT)
                .read()
                .forEach((name, bytes) -> assertThat(read(name, bytes)).as(name).isEqualTo(samples.get(name)));
    }

    @Test
    void whatEveryVersionWroteIsStillRead() {
        assertThat(GoldenFile.all(FORMAT))
                .allSatisfy(file -> assertThat(file.read())
                        .isNotEmpty()
                        .allSatisfy(
                                (name, bytes) -> assertThat(read(name, bytes)).isInstanceOf(TalkooMessage.class)));
    }

    private static Object read(String name, byte[] bytes) {
        return KIT.serializer.fromBinary(bytes, name.substring(0, name.indexOf(SEPARATOR)));
    }

    private static Map<String, TalkooMessage> samples() {
        Map<String, TalkooMessage> samples = new TreeMap<>();
        for (WireType<?> type : WireTypes.all()) {
            Samples.fixed(KIT.elsewhere())
                    .forEach((variant, makes) ->
                            samples.put(type.manifest() + SEPARATOR + variant, makes.make(type.type())));
        }
        return samples;
    }
}
