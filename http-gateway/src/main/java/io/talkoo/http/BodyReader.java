package io.talkoo.http;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/** Reads a request's body into memory, within a limit of size and time. */
final class BodyReader {
    /** What is read of a body that is too large, so that its sender gets to see the answer. */
    private static final long DRAINED_BYTES = 64L << 20;

    private static final byte[] NONE = {};

    private final ClassicActorSystemProvider system;
    private final int maxBytes;
    private final Duration longestUpload;

    /** @param longestUpload time that a body may take from its first byte to its last */
    BodyReader(ClassicActorSystemProvider system, int maxBytes, Duration longestUpload) {
        this.system = system;
        this.maxBytes = maxBytes;
        this.longestUpload = longestUpload;
    }

    /** Fails with {@link ProblemType#BODY_TOO_LARGE}, or {@link ProblemType#BAD_REQUEST} for one that breaks off. */
    CompletionStage<byte[]> read(HttpRequest request) {
        HttpEntity entity = request.entity();
        if (entity instanceof HttpEntity.Strict strict) {
            return CompletableFuture.completedFuture(strict(strict.getData()));
        }
        if (entity.getContentLengthOption().orElse(0) > DRAINED_BYTES) {
            throw tooLarge();
        }
        return entity.withSizeLimit(DRAINED_BYTES)
                .getDataBytes()
                .completionTimeout(longestUpload)
                .runFold(new Upload(maxBytes), Upload::add, system)
                .handle(this::uploaded);
    }

    /** Reads past the body of a request that is refused, so that the connection stays usable; keeps nothing of it. */
    void skip(HttpRequest request) {
        if (!(request.entity() instanceof HttpEntity.Strict)) {
            request.entity()
                    .withSizeLimit(DRAINED_BYTES)
                    .getDataBytes()
                    .completionTimeout(longestUpload)
                    .runWith(Sink.ignore(), system);
        }
    }

    private byte[] strict(ByteString data) {
        if (data.size() > maxBytes) {
            throw tooLarge();
        }
        return data.isEmpty() ? NONE : data.toArrayUnsafe();
    }

    private byte[] uploaded(Upload upload, Throwable failure) {
        if (failure != null) {
            throw new CompletionException(Problems.badRequest("the body broke off: " + failure.getMessage()));
        }
        if (upload.tooLarge) {
            throw tooLarge();
        }
        return upload.bytes.toByteArray();
    }

    private TalkooException tooLarge() {
        return new TalkooException(
                ProblemType.BODY_TOO_LARGE,
                "expected a body of at most " + maxBytes + " bytes (talkoo.http.max-body); send less at once");
    }

    /** Keeps what fits and reads past the rest. Used by one stream, so by one thread at a time. */
    private static final class Upload {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int maxBytes;
        private boolean tooLarge;

        Upload(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        Upload add(ByteString part) {
            tooLarge |= bytes.size() + part.size() > maxBytes;
            if (!tooLarge) {
                bytes.writeBytes(part.toArrayUnsafe());
            }
            return this;
        }
    }
}
