package io.angelwire.realtime.server.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session keeps for a client that doesn't come for it. */
class EngineSessionTest {

    private static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000, 100, 10);

    private final List<Runnable> timers = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final PollingTransport polling = new PollingTransport();
    private final List<Runnable> unread = new ArrayList<>();
    private boolean reading = true;
    private boolean forgotten;
    private final EngineSession session = new EngineSession(
            "sid",
            SETTINGS,
            (delay, action) -> {
                timers.add(action);
                return () -> timers.remove(action);
            },
            polling,
            () -> forgotten = true);

    private final Poll poll = new Poll() {
        @Override
        public void answer(String payload, Runnable sent) {
            answers.add(payload);
            if (reading) {
                sent.run();
            } else {
                unread.add(sent);
            }
        }

        @Override
        public void refuse(Refusal refusal) {
            answers.add(refusal.name());
        }
    };

    EngineSessionTest() {
        session.start(
                new EngineListener() {
                    @Override
                    public void message(String text) {
                        messages.add(text);
                    }

                    @Override
                    public void message(byte[] content) {
                        messages.add("binary");
                    }

                    @Override
                    public void closed(CloseReason reason) {
                        closed.add(reason);
                    }
                },
                new EnginePacket(EnginePacket.Type.OPEN, "{}", null, null));
    }

    @Test
    void whatWaitsHasABound() {
        assertThat(session.send(EnginePacket.message("x".repeat(50)))).isTrue();
        assertThat(session.send(EnginePacket.message("y".repeat(50)))).isFalse();
        session.poll(poll);
        assertThat(answers).containsExactly("0{}\u001e4" + "x".repeat(50));
        assertThat(session.send(EnginePacket.message("y".repeat(50)))).isTrue();
    }

    /** A client may ask for more and more in one connection, and read none of it. */
    @Test
    void whatTheNetworkHasNotTakenWaits() {
        reading = false;
        session.poll(poll);
        session.poll(poll);
        assertThat(session.send(EnginePacket.message("x".repeat(60)))).isTrue();
        session.poll(poll);
        assertThat(session.send(EnginePacket.message("y".repeat(50)))).isFalse();
        unread.forEach(Runnable::run);
        assertThat(session.send(EnginePacket.message("y".repeat(50)))).isTrue();
        assertThat(answers).containsExactly("0{}", "4" + "x".repeat(60), "4" + "y".repeat(50));
    }

    @Test
    void aPostThatIsUnderWayEndsWithTheSession() {
        List<String> aborted = new ArrayList<>();
        session.endPost(session.beginPost(() -> aborted.add("the first")));
        assertThat(session.beginPost(() -> aborted.add("the second"))).isSameAs(polling);
        assertThat(session.beginPost(() -> aborted.add("the third"))).isNull();
        session.received(polling, new EnginePacket(EnginePacket.Type.CLOSE, "", null, null));
        assertThat(aborted).containsExactly("the second");
    }

    @Test
    void whatBelongsTogetherIsSentTogetherOrNotAtAll() {
        List<EnginePacket> packets = List.of(EnginePacket.message("x".repeat(60)), EnginePacket.message(new byte[60]));
        assertThat(session.sendAll(packets)).isFalse();
        session.poll(poll);
        assertThat(answers).containsExactly("0{}");
    }

    @Test
    void aSessionThatTheServerClosesIsThereForOneMorePoll() {
        session.send(EnginePacket.message("last"));
        session.close();
        assertThat(closed).containsExactly(CloseReason.CLOSED_BY_SERVER);
        assertThat(session.send(EnginePacket.message("later"))).isFalse();
        assertThat(forgotten).isFalse();
        session.poll(poll);
        session.poll(poll);
        assertThat(answers).containsExactly("0{}\u001e4last\u001e1", "UNKNOWN_SID");
        assertThat(forgotten).isTrue();
        assertThat(messages).isEmpty();
    }

    @Test
    void aSessionThatTheServerClosesIsForgottenAfterATime() {
        session.close();
        assertThat(timers).hasSize(1);
        timers.get(0).run();
        assertThat(forgotten).isTrue();
        session.poll(poll);
        assertThat(answers).containsExactly("UNKNOWN_SID");
    }

    @Test
    void anAbortedSessionKeepsNothing() {
        session.send(EnginePacket.message("unread"));
        session.abort();
        session.poll(poll);
        assertThat(answers).containsExactly("1");
    }

    @Test
    void drainedIsWhenTheClientHasPolled() {
        List<String> drained = new ArrayList<>();
        session.whenDrained(() -> drained.add("drained"));
        assertThat(drained).isEmpty();
        session.poll(poll);
        assertThat(drained).containsExactly("drained");
        session.whenDrained(() -> drained.add("again"));
        assertThat(drained).hasSize(2);
    }

    @Test
    void packetsOfATransportThatWasReplacedAreIgnored() {
        session.received(new PollingTransport(), EnginePacket.message("stray"));
        assertThat(messages).isEmpty();
        session.received(polling, EnginePacket.message("hello"));
        assertThat(messages).containsExactly("hello");
    }
}
