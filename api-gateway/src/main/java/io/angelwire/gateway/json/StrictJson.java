package io.angelwire.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * Reads request bodies literally. A client that misspells a property, sends a number as a string or a property twice
 * should learn it here, not from an investment that isn't what it meant. The limits keep any body cheap to read.
 */
@Provider
public class StrictJson implements ContextResolver<ObjectMapper> {

    private static final int DEEPEST_NESTING = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 128;

    private final ObjectMapper strict;

    StrictJson(ObjectMapper shared) {
        strict = shared.copyWith(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_NESTING)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
        strict.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        // Whatever is not read into a type of ours keeps its digits.
        strict.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        strict.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
        strict.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        strict.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        refuse(LogicalType.Float, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(LogicalType.Integer, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(LogicalType.Enum, CoercionInputShape.EmptyString);
        refuse(LogicalType.OtherScalar, CoercionInputShape.EmptyString);
        refuse(LogicalType.Textual, CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return strict;
    }

    private void refuse(LogicalType type, CoercionInputShape... shapes) {
        for (CoercionInputShape shape : shapes) {
            strict.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
        }
    }
}
