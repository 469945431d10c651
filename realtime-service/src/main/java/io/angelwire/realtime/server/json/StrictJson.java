package io.angelwire.realtime.server.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads what strangers send: nothing but JSON, nothing behind it, and nothing that costs more than its length. */
public final class StrictJson {

    /** A longer number is nobody's; to read one takes time that grows faster than its length. */
    private static final int MAX_NUMBER_CHARS = 100;

    private StrictJson() {}

    /** @param maxDepth of objects and arrays in one another */
    public static ObjectReader reader(int maxDepth) {
        ObjectReader reader = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build()
                .reader();
        reader.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .build());
        return reader;
    }
}
