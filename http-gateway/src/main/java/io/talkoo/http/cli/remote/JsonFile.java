package io.talkoo.http.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON from a file, or from standard input. */
final class JsonFile {
    private static final String STANDARD_INPUT = "-";

    private JsonFile() {}

    /** Reads {@code file}, of which {@code -} is standard input; what it holds wrong is the command's mistake. */
    static <T> T read(RemoteCommand command, String file, Class<T> type) {
        try {
            byte[] bytes = file.equals(STANDARD_INPUT)
                    ? command.surroundings().in().readAllBytes()
                    : Files.readAllBytes(Path.of(file));
            return Json.mapper().readValue(bytes, type);
        } catch (JsonProcessingException e) {
            throw command.wrong(file + ": " + e.getOriginalMessage() + place(e));
        } catch (NoSuchFileException e) {
            throw command.wrong("there is no file " + file);
        } catch (IOException e) {
            throw command.wrong("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static String place(JsonProcessingException e) {
        String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
        return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? " (at " + mapping.getPathReference().replaceAll("[\\w.$]+\\[", "[") + line + ")"
                : line;
    }
}
