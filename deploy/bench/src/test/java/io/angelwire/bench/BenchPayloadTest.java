package io.angelwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.bench.driver.BenchPayload;
import org.junit.jupiter.api.Test;

class BenchPayloadTest {

    @Test
    void hasTheSizeThatTheFiguresAreGivenFor() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(BenchPayload.EXAMPLE)).hasSize(BenchPayload.BYTES);
    }
}
