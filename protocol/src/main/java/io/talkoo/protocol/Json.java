package io.talkoo.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import java.time.Duration;
import java.time.Instant;

/**
 * The JSON of the contract: durations are seconds, instants ISO-8601 with a {@code Z}, unknown fields, trailing
 * characters and values of another type are refused, and numbers keep every digit. Thread-safe.
 */
public final class Json {
    /** Deepest nesting of arrays and objects that is read. */
    public static final int MAX_DEPTH = 500;

    private static final ObjectMapper MAPPER = build();

    private Json() {}

    /** The one mapper of the contract's records. Do not reconfigure it; copy it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * A factory that reads JSON within limits: at most {@value #MAX_DEPTH} levels deep. How long a document may be is
     * the caller's to say.
     */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                // The default keeps buffers by thread, and virtual threads live for one task.
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .build();
    }

    private static ObjectMapper build() {
        SimpleModule contract = new SimpleModule("talkoo")
                .addSerializer(Duration.class, new TimeJson.SecondsWriter())
                .addDeserializer(Duration.class, new TimeJson.SecondsReader())
                .addSerializer(Instant.class, new TimeJson.InstantWriter())
                .addDeserializer(Instant.class, new TimeJson.InstantReader())
                .addSerializer(Expires.class, new TimeJson.ExpiresWriter())
                .addDeserializer(Expires.class, new TimeJson.ExpiresReader());
        JsonMapper mapper = JsonMapper.builder(factory())
                .addModule(contract)
                .addModule(new BlackbirdModule())
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }
}
