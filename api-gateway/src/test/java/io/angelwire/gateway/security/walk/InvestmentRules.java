package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;
import static io.angelwire.gateway.security.walk.Actor.FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.OTHER_FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.OTHER_INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.SERVICE;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Investments are made by investors and are their parties' business. */
@Singleton
class InvestmentRules implements AreaRules {

    @Override
    public List<Rule> rules() {
        return List.of(
                investing("a published pitch", World::published).allows(INVESTOR, OTHER_INVESTOR),
                investing("a draft", World::draft).hides(INVESTOR, OTHER_INVESTOR),
                Rule.on("GET /api/investments").allows(INVESTOR, OTHER_INVESTOR, FOUNDER, OTHER_FOUNDER, ADMIN),
                Rule.on("POST /api/investments/{id}/cancel")
                        .with("id", World::investment)
                        .allows(INVESTOR)
                        .hides(OTHER_INVESTOR),
                Rule.on("POST /api/investments/{id}/refund")
                        .with("id", World::paidInvestment)
                        .allows(FOUNDER, ADMIN)
                        .hides(OTHER_FOUNDER),
                Rule.on("POST /api/investments/{id}/release")
                        .with("id", World::paidInvestment)
                        .allows(ADMIN),
                Rule.on("GET /api/investments/{id}/payments")
                        .with("id", World::paidInvestment)
                        .allows(INVESTOR, FOUNDER, ADMIN)
                        .hides(OTHER_INVESTOR, OTHER_FOUNDER, SERVICE),
                Rule.on("GET /api/payments").allows(INVESTOR, OTHER_INVESTOR, FOUNDER, OTHER_FOUNDER, ADMIN),
                Rule.on("GET /api/payments/{id}")
                        .with("id", World::payment)
                        .allows(INVESTOR, FOUNDER, ADMIN)
                        .hides(OTHER_INVESTOR, OTHER_FOUNDER, SERVICE),
                Rule.on("GET /api/investments/{id}")
                        .with("id", World::investment)
                        .allows(INVESTOR, FOUNDER, ADMIN)
                        .hides(OTHER_INVESTOR, OTHER_FOUNDER, SERVICE));
    }

    private static Rule investing(String pitch, Function<World, UUID> id) {
        return Rule.on("POST /api/investments")
                .of(pitch)
                .body(world -> Map.of(
                        "pitchId", id.apply(world), "amount", 25_000, "currency", "USD", "paymentMethod", "CARD"));
    }
}
