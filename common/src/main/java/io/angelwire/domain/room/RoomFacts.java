package io.angelwire.domain.room;

import java.util.UUID;

/** What of a room decides who may be in it. */
public sealed interface RoomFacts {

    /** Whether this user may, not being an administrator. */
    boolean admits(UUID userId);

    /** A published pitch is anybody's, a draft its founder's. */
    record OfPitch(boolean published, UUID founderId) implements RoomFacts {
        @Override
        public boolean admits(UUID userId) {
            return published || founderId.equals(userId);
        }
    }

    /** An investment is its parties'. */
    record OfInvestment(UUID pitchId, UUID investorId, UUID founderId) implements RoomFacts {
        @Override
        public boolean admits(UUID userId) {
            return investorId.equals(userId) || founderId.equals(userId);
        }
    }
}
