package io.angelwire.realtime.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.protocol.ClientError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens, a member's events follow one another without gap, or it was told; and in the end it has them all. */
class HubUnderFaultsTest {

    private static final int RUNS = 3_000;
    private static final int STEPS = 120;
    private static final HubLimits LIMITS =
            new HubLimits(3, 2_000, 2, 5, Duration.ofSeconds(5), Duration.ofMillis(500));

    private final Room room = Room.admin("a");

    /** A client as it is meant to be written: keeps its offset, and starts anew where it is told to. */
    private static final class Client implements Member, JoinAnswer {
        private final String name;
        private final Caller caller = new Caller(Ids.newId(), Role.INVESTOR, Instant.MAX);
        Offset last;
        boolean open = true;
        boolean joined;
        private final List<Runnable> waiting = new ArrayList<>();

        Client(String name) {
            this.name = name;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public void removed(Room room, ClientError reason) {
            throw new AssertionError("nobody takes it out");
        }

        @Override
        public void deliver(RoomEvent event) {
            assertThat(joined).as(name).isTrue();
            assertThat(event.offset()).as(name).isEqualTo(new Offset(last.epoch(), last.seq() + 1));
            last = event.offset();
        }

        @Override
        public void lost(Room room, Offset offset) {
            assertThat(joined).as(name).isTrue();
            assertThat(offset).as(name).isNotEqualTo(last);
            last = offset;
        }

        @Override
        public void whenDrained(Runnable action) {
            waiting.add(action);
        }

        void drain() {
            List<Runnable> actions = List.copyOf(waiting);
            waiting.clear();
            actions.forEach(Runnable::run);
        }

        @Override
        public void joined(Offset offset, Boolean recovered) {
            joined = true;
            if (!Boolean.TRUE.equals(recovered)) {
                last = offset;
            }
        }

        @Override
        public void refused(Refusal refusal) {
            open = false;
        }
    }

    @Test
    void everyClientHasEverythingOrWasTold() {
        for (int seed = 0; seed < RUNS; seed++) {
            run(seed);
        }
    }

    private void run(int seed) {
        Random random = new Random(seed);
        FakeRooms rooms = FakeRooms.withHub(LIMITS);
        List<Client> clients = new ArrayList<>();
        int epochs = 1;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(16)) {
                case 0 -> join(rooms, clients, new Client("seed " + seed + " client " + clients.size()));
                case 1 -> reconnect(rooms, clients, random);
                case 2 -> {
                    if (rooms.connected) {
                        rooms.disconnect();
                    } else {
                        rooms.reconnect();
                    }
                }
                case 3 -> rooms.dropLive = !rooms.dropLive;
                case 4 -> rooms.holdReplies = true;
                case 5, 6 -> rooms.releaseReplies();
                case 7 -> {
                    if (random.nextInt(4) == 0) {
                        rooms.trim(room);
                    }
                }
                case 8 -> {
                    if (random.nextInt(6) == 0) {
                        rooms.loseData("e" + ++epochs);
                    }
                }
                case 9 -> clients.forEach(Client::drain);
                case 10 -> rooms.failReads = random.nextInt(4) == 0;
                default -> rooms.publish(room, 1 + random.nextInt(3));
            }
            if (random.nextBoolean()) {
                rooms.run();
            }
        }
        settle(rooms, clients);
        for (Client client : clients) {
            if (client.open && client.joined) {
                assertThat(client.last).as(client.name).isEqualTo(rooms.head(room));
            }
        }
    }

    private void join(FakeRooms rooms, List<Client> clients, Client client) {
        clients.add(client);
        rooms.hub.join(client, room, client.last, client);
    }

    /** One of the clients goes and comes back with its offset. */
    private void reconnect(FakeRooms rooms, List<Client> clients, Random random) {
        if (clients.isEmpty()) {
            return;
        }
        Client gone = clients.remove(random.nextInt(clients.size()));
        gone.open = false;
        rooms.hub.leaveAll(gone);
        Client back = new Client(gone.name + "'");
        back.last = gone.last;
        join(rooms, clients, back);
    }

    private void settle(FakeRooms rooms, List<Client> clients) {
        rooms.dropLive = false;
        rooms.failReads = false;
        rooms.releaseReplies();
        if (!rooms.connected) {
            rooms.reconnect();
        }
        rooms.run();
        // A live event shows what the channel dropped last.
        rooms.publish(room, 1);
        for (int round = 0; round < 50; round++) {
            rooms.run();
            clients.forEach(Client::drain);
            rooms.fireTimers();
        }
        rooms.run();
    }
}
