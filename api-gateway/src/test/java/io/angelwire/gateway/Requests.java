package io.angelwire.gateway;

import static io.restassured.RestAssured.given;

import io.angelwire.testing.Investing.Person;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** Requests as clients make them. */
public final class Requests {

    private Requests() {}

    public static RequestSpecification as(Person user) {
        return as(user.token());
    }

    public static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    public static RequestSpecification investing(Person user, String body) {
        return as(user).contentType(ContentType.JSON).body(body);
    }

    public static String investment(UUID pitchId, String amount) {
        return investment(pitchId.toString(), amount, "USD", "CARD");
    }

    /** @param amount as it is to stand in the JSON, quoted or not */
    public static String investment(String pitchId, String amount, String currency, String method) {
        return """
                {"pitchId":"%s","amount":%s,"currency":"%s","paymentMethod":"%s"}""".formatted(pitchId, amount, currency, method);
    }
}
