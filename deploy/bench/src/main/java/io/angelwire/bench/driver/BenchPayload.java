package io.angelwire.bench.driver;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/** What every job of the benchmark carries: {@value #BYTES} bytes as JSON, the size of the platform's mail jobs. */
@JsonPropertyOrder({"investmentId", "investorId", "email", "template", "currency", "minorUnits", "startup"})
public record BenchPayload(
        @NotBlank @Size(max = 64) String investmentId,
        @NotBlank @Size(max = 64) String investorId,
        @NotBlank @Size(max = 320) String email,
        @NotBlank @Size(max = 100) String template,
        @NotBlank @Size(min = 3, max = 3) String currency,
        @Positive long minorUnits,
        @NotBlank @Size(max = 200) String startup) {

    public static final int BYTES = 210;

    public static final BenchPayload EXAMPLE = new BenchPayload(
            "018f4e6a-7c1b-7d7e-9a54-3f0c5a1b2c3d",
            "018f4e6a-8d2c-7e8f-8b65-4a1d6b2c3d4e",
            "ada@example.org",
            "invest",
            "EUR",
            2_500_000,
            "Hopper");
}
