package io.angelwire.domain.investment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.domain.analytics.Analytics;
import io.angelwire.job.Ids;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells the parties of an investment what became of it, once the running transaction has committed. */
@ApplicationScoped
public class InvestmentEvents {

    public static final String INVESTMENT_CREATED = "investment:created";
    public static final String INVESTMENT_UPDATED = "investment:updated";
    public static final String INVESTMENT_COMPLETED = "investment:completed";
    /** The same as {@link #INVESTMENT_UPDATED}, by the name that the clients' stores listen to. */
    public static final String INVESTMENT_UPDATE = "investment_update";

    public static final String PAYMENT_PROCESSED = "payment:processed";
    public static final String ESCROW_RELEASED = "escrow:released";

    /** The data of the {@code investment:…} events, {@code investment_update} and {@code escrow:released}. */
    public record Data(Snapshot investment) {}

    /** @param amount in major units */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Snapshot(
            UUID id,
            BigDecimal amount,
            String currency,
            InvestmentStatus status,
            UUID pitchId,
            UUID investorId,
            Instant createdAt) {}

    private final Outbox outbox;

    InvestmentEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Emits the event to the investment's room and to its parties' own. */
    public void emit(String name, Investment investment, Object data) {
        Analytics.track(
                outbox,
                name,
                investment.investor.id,
                investment.id,
                investment.amount(),
                Map.of("pitchId", investment.pitch.id, "status", investment.status));
        List<Room> rooms = new ArrayList<>();
        rooms.add(Room.investment(investment.id));
        rooms.addAll(parties(investment));
        emit(name, rooms, data);
    }

    void emit(String name, Investment investment) {
        emit(name, investment, new Data(snapshot(investment)));
    }

    /** The status has changed. */
    void updated(Investment investment) {
        emit(INVESTMENT_UPDATED, investment);
        emit(INVESTMENT_UPDATE, parties(investment), new Data(snapshot(investment)));
    }

    /** All carry the same id, by which a client drops what reaches it through two rooms. */
    private void emit(String name, List<Room> rooms, Object data) {
        UUID id = Ids.newId();
        for (Room room : rooms) {
            outbox.emit(new RealtimeEvent(id, room, name, data));
        }
    }

    private static List<Room> parties(Investment investment) {
        return List.of(Room.user(investment.investor.id), Room.user(investment.founderId()));
    }

    private static Snapshot snapshot(Investment investment) {
        return new Snapshot(
                investment.id,
                investment.amount().getAmount(),
                investment.currency,
                investment.status,
                investment.pitch.id,
                investment.investor.id,
                investment.createdAt);
    }
}
