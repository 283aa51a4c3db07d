package io.talkoo.examples.encrypted;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import io.talkoo.protocol.PayloadCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** A clinic's letters lie encrypted in the database, and last year's are still read with this year's key. */
public final class EncryptedPayloads {
    private static final Duration SOON = Duration.ofSeconds(10);

    static class Letters {
        @Task
        String write(String patient, String diagnosis) {
            return "Dear " + patient + ", it is " + diagnosis;
        }
    }

    private EncryptedPayloads() {}

    public static void main(String[] args) throws Exception {
        // A database is encrypted from its first start on or never, and these keys are new ones each time.
        Path data = Files.createTempDirectory("encrypted-payloads-");
        SecretKey lastYears = newKey();
        SecretKey thisYears = newKey();
        String letter;
        try (TaskEngine engine = start(data, new AesGcmCodec("2025", Map.of("2025", lastYears)))) {
            TaskHandle<String> written = engine.task(Letters::write).delay("Aino", "only a cold");
            System.out.println(written.get(SOON));
            letter = written.id();
            System.out.println("found in the files of the database: " + isFound(engine, "only a cold"));
        }

        Map<String, SecretKey> both = Map.of("2025", lastYears, "2026", thisYears);
        try (TaskEngine engine = start(data, new AesGcmCodec("2026", both))) {
            System.out.println(
                    "with a new key: " + engine.handle(letter, String.class).get(SOON));
        }

        try (TaskEngine engine = start(data, new AesGcmCodec("2026", Map.of("2026", thisYears)))) {
            engine.handle(letter).status();
        } catch (RuntimeException e) {
            System.out.println("without the old one: " + e.getMessage());
        }
    }

    private static TaskEngine start(Path data, PayloadCodec codec) {
        return TaskEngine.builder()
                .tasks(new Letters())
                .dataDirectory(data)
                .payloadCodec(codec)
                .start();
    }

    private static SecretKey newKey() throws GeneralSecurityException {
        KeyGenerator keys = KeyGenerator.getInstance("AES");
        keys.init(256);
        return keys.generateKey();
    }

    private static boolean isFound(TaskEngine engine, String text) throws IOException {
        try (Stream<Path> walk = Files.walk(engine.settings().node().dataDirectory())) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
