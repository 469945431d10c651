package io.angelwire.realtime.server.rights;

import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.auth.RoomRights;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.Member;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Looks again whether members may be in their rooms, and takes out those that may not any more: all of them at an
 * interval, those of one room at once when something says that its rights have changed. A review reads the rights of all
 * its rooms in a few queries, however many members they have; one is under way at a time.
 *
 * <p>While the database is out of reach nobody is taken out: what can't be decided stays as it is.
 *
 * <p>Runs on the hub's loop.
 */
public final class MembershipReview {

    /** Name of the transient event, for nodes alone, that the rights in a room may have changed. */
    public static final String RIGHTS_CHANGED = "rights:changed";

    private static final Logger LOG = Logger.getLogger(MembershipReview.class);
    private static final Set<Room.Kind> REVIEWED = EnumSet.of(Room.Kind.PITCH, Room.Kind.INVESTMENT, Room.Kind.ADMIN);

    private final Executor loop;
    private final Hub hub;
    private final RoomAuthorization authorization;
    private final Set<String> tellingEvents;
    private final Set<Room> suspected = new HashSet<>();
    private boolean allSuspected;
    private boolean underWay;
    private boolean failing;

    /** @param tellingEvents names of events after which the rights in their room may be others */
    public MembershipReview(Executor loop, Hub hub, RoomAuthorization authorization, Collection<String> tellingEvents) {
        this.loop = loop;
        this.hub = hub;
        this.authorization = authorization;
        this.tellingEvents = Set.copyOf(tellingEvents);
    }

    /** All rooms. */
    public void reviewAll() {
        allSuspected = true;
        next();
    }

    /** One room, because of an event in it. */
    public void seen(PublishedEvent event) {
        if (tellingEvents.contains(event.name())
                && REVIEWED.contains(event.room().kind())) {
            review(event.room());
        }
    }

    /** One room. */
    public void review(Room room) {
        authorization.forget(room);
        suspected.add(room);
        next();
    }

    private void next() {
        if (underWay || !allSuspected && suspected.isEmpty()) {
            return;
        }
        underWay = true;
        Set<Room> chosen = allSuspected ? null : Set.copyOf(suspected);
        allSuspected = false;
        suspected.clear();
        hub.membersOf(REVIEWED, members -> {
            Map<Room, Collection<Member>> reviewed = new HashMap<>(members);
            if (chosen != null) {
                reviewed.keySet().retainAll(chosen);
            }
            review(reviewed)
                    .whenComplete((rights, failure) -> loop.execute(() -> {
                        underWay = false;
                        if (failure == null) {
                            failing = false;
                            remove(reviewed, rights);
                        } else if (!failing) {
                            failing = true;
                            LOG.warnf("rights can't be reviewed, everybody stays meanwhile: %s", failure.getMessage());
                        }
                        next();
                    }));
        });
    }

    private CompletionStage<RoomRights> review(Map<Room, Collection<Member>> members) {
        if (members.isEmpty()) {
            return CompletableFuture.completedFuture(RoomRights.NONE);
        }
        Set<UUID> admins = new HashSet<>();
        members.values()
                .forEach(all -> all.forEach(member -> {
                    Caller caller = member.caller();
                    if (caller.isAdmin()) {
                        admins.add(caller.userId());
                    }
                }));
        return authorization.rights(members.keySet(), admins);
    }

    private void remove(Map<Room, Collection<Member>> members, RoomRights rights) {
        members.forEach((room, all) ->
                all.forEach(member -> rights.refusal(member.caller(), room).ifPresent(reason -> {
                    // So that it can't come back by what is remembered.
                    authorization.forget(room);
                    hub.remove(member, room, reason);
                })));
    }
}
