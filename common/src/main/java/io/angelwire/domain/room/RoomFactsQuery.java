package io.angelwire.domain.room;

import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.realtime.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads what decides who may be in rooms: one query for each kind of room, for a thousand rooms at a time. */
public final class RoomFactsQuery {

    private static final int IDS_PER_QUERY = 1_000;

    private record Row(UUID id, RoomFacts facts) {}

    private RoomFactsQuery() {}

    /** In the current transaction. Rooms that don't exist, and those of kinds that the domain doesn't know, are left out. */
    public static Map<Room, RoomFacts> facts(Collection<Room> rooms) {
        Map<Room, RoomFacts> facts = new HashMap<>();
        for (List<UUID> ids : chunks(idsOf(rooms, Room.Kind.PITCH))) {
            pitches(ids).forEach(row -> facts.put(Room.pitch(row.id()), row.facts()));
        }
        for (List<UUID> ids : chunks(idsOf(rooms, Room.Kind.INVESTMENT))) {
            investments(ids).forEach(row -> facts.put(Room.investment(row.id()), row.facts()));
        }
        return facts;
    }

    /** Of these users, those that are registered and not as administrators. */
    public static Set<UUID> notAdmins(Collection<UUID> users) {
        Set<UUID> found = new HashSet<>();
        for (List<UUID> ids : chunks(List.copyOf(users))) {
            found.addAll(User.getEntityManager()
                    .createQuery("select u.id from User u where u.id in :ids and u.role <> :admin", UUID.class)
                    .setParameter("ids", ids)
                    .setParameter("admin", Role.ADMIN)
                    .getResultList());
        }
        return found;
    }

    private static List<Row> pitches(List<UUID> ids) {
        return Pitch.getEntityManager()
                .createQuery(
                        "select p.id, p.status, p.startup.founder.id from Pitch p where p.id in :ids", Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .stream()
                .map(row -> new Row((UUID) row[0], new RoomFacts.OfPitch(row[1] != PitchStatus.DRAFT, (UUID) row[2])))
                .toList();
    }

    private static List<Row> investments(List<UUID> ids) {
        return Investment.getEntityManager()
                .createQuery(
                        "select i.id, i.pitch.id, i.investor.id, i.pitch.startup.founder.id from Investment i where i.id in :ids",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .stream()
                .map(row ->
                        new Row((UUID) row[0], new RoomFacts.OfInvestment((UUID) row[1], (UUID) row[2], (UUID) row[3])))
                .toList();
    }

    private static List<UUID> idsOf(Collection<Room> rooms, Room.Kind kind) {
        return rooms.stream()
                .filter(room -> room.kind() == kind)
                .map(room -> UUID.fromString(room.key()))
                .toList();
    }

    private static List<List<UUID>> chunks(List<UUID> ids) {
        List<List<UUID>> chunks = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
            chunks.add(ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY)));
        }
        return chunks;
    }
}
