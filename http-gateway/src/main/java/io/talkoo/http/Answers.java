package io.talkoo.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;

/** Responses with a JSON body that is complete before the first byte is sent. */
final class Answers {
    private Answers() {}

    static HttpResponse json(int status, ObjectWriter writer, Object value) {
        return bytes(status, ContentTypes.APPLICATION_JSON, write(writer, value));
    }

    static HttpResponse bytes(int status, ContentType type, byte[] body) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(type, ByteString.fromArrayUnsafe(body)));
    }

    static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
