package io.angelwire.gateway.idempotency;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes requests that mean the same alike: neither spaces nor the order of properties nor {@code 5.0} for {@code 5} matter. */
@ApplicationScoped
class RequestHash {

    private final ObjectMapper canonical;

    RequestHash(ObjectMapper json) {
        canonical = json.copy()
                .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                .registerModule(new SimpleModule().addSerializer(BigDecimal.class, new PlainNumber()));
    }

    /** @param operation method and path */
    byte[] of(String operation, Object request) {
        try {
            String text = operation + "\n" + canonical.writeValueAsString(request);
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class PlainNumber extends StdSerializer<BigDecimal> {

        PlainNumber() {
            super(BigDecimal.class);
        }

        // Not toPlainString: a client may have sent 1e1000000000.
        @Override
        public void serialize(BigDecimal value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeString(value.stripTrailingZeros().toString());
        }
    }
}
