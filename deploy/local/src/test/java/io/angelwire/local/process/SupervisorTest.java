package io.angelwire.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /** As in earnest, but shorter: nothing else of what happens depends on them. */
    private static final RestartPolicy.Delays DELAYS =
            new RestartPolicy.Delays(Duration.ofMillis(50), Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Supervisor supervisor;

    @BeforeEach
    void supervise() {
        supervisor = new Supervisor(folder, folder, said::add, DELAYS);
    }

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @Test
    void restartsWhatDiesAndSaysSo() throws Exception {
        SupervisedProcess process = supervisor.start(program("napper", "exec sleep 1000"));
        process.awaitReady(SOON);
        long firstPid = process.handle().orElseThrow().pid();

        process.kill();

        await().atMost(SOON)
                .until(() -> process.isReady()
                        && process.handle().map(ProcessHandle::pid).orElse(firstPid) != firstPid);
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).contains("napper ended (exit code 137, killed)", "napper.log");
        assertThat(said.get(1)).contains("napper is back");
    }

    @Test
    void leavesAloneWhatCannotStart() throws Exception {
        SupervisedProcess broken = supervisor.start(program("broken", "echo why it is broken; exit 3"));
        SupervisedProcess fine = supervisor.start(program("fine", "exec sleep 1000"));

        assertThatThrownBy(() -> broken.awaitReady(SOON))
                .isInstanceOf(ProcessFailedException.class)
                .hasMessageContaining("broken could not start 5 times in a row");

        assertThat(said).hasSize(5).last().asString().contains("everything else goes on");
        assertThat(Files.readString(broken.log())).isEqualTo("why it is broken\n".repeat(5));
        assertThat(fine.handle()).isPresent();
    }

    @Test
    void keepsTryingWhatNothingWorksWithout() throws Exception {
        String untilMended = "test -e mended || exit 3; exec sleep 1000";
        Readiness mended = () -> Files.exists(folder.resolve("mended"));
        SupervisedProcess needed =
                supervisor.start(program("needed", untilMended, mended, Duration.ofSeconds(10), true));

        assertThatThrownBy(() -> needed.awaitReady(SOON)).isInstanceOf(ProcessFailedException.class);
        assertThat(said).hasSize(5).last().asString().contains("needed could not start 5 times in a row", "every 1 s");
        Files.createFile(folder.resolve("mended"));

        await().atMost(SOON).until(needed::isReady);
        assertThat(said).hasSize(6).last().asString().contains("needed is back");
    }

    @Test
    void stopsPolitelyAndDoesNotRestart() throws Exception {
        SupervisedProcess polite = supervisor.start(
                program("polite", "trap 'echo bye; exit 0' TERM; touch up; while :; do sleep 0.05; done"));
        polite.awaitReady(SOON);
        await().atMost(SOON).until(() -> Files.exists(folder.resolve("up")));

        polite.stop();

        assertThat(polite.handle()).isEmpty();
        assertThat(Files.readString(polite.log())).contains("bye");
        assertThat(said).isEmpty();
    }

    @Test
    void killsWhatOutlastsItsGracePeriod() throws Exception {
        SupervisedProcess stubborn = supervisor.start(
                program("stubborn", "trap '' TERM; touch up; exec sleep 1000", Duration.ofMillis(300)));
        await().atMost(SOON).until(() -> Files.exists(folder.resolve("up")));

        stubborn.stop();

        assertThat(stubborn.handle()).isEmpty();
        assertThat(said).hasSize(1).first().asString().contains("stubborn did not stop within");
    }

    @Test
    void aCrashOnRequestStaysDownUntilStartedAgain() throws Exception {
        SupervisedProcess process = supervisor.start(program("napper", "exec sleep 1000"));
        process.awaitReady(SOON);

        process.crash();
        assertThat(process.handle()).isEmpty();
        assertThat(process.isReady()).isFalse();

        process.start();
        process.awaitReady(SOON);
        assertThat(process.handle()).isPresent();
        assertThat(said).isEmpty();
    }

    @Test
    void endsWhatAKilledLauncherLeftBehindAndNothingElse() throws Exception {
        Process left = new ProcessBuilder("sleep", "1000").start();
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            new PidFile(folder.resolve("left.pid")).write(left.toHandle());
            long anotherTime = stranger.info()
                    .startInstant()
                    .orElseThrow()
                    .minusSeconds(60)
                    .toEpochMilli();
            Files.writeString(folder.resolve("stranger.pid"), stranger.pid() + " " + anotherTime);
            Files.writeString(folder.resolve("half-written.pid"), "12");

            assertThat(Leftovers.end(folder)).isEqualTo(1);

            assertThat(left.isAlive()).isFalse();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(folder).isEmptyDirectory();
        } finally {
            left.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    private Program program(String name, String script) {
        return program(name, script, Duration.ofSeconds(10));
    }

    private Program program(String name, String script, Duration grace) {
        Readiness readiness = () -> !script.contains("exit 3");
        return program(name, script, readiness, grace, false);
    }

    private Program program(String name, String script, Readiness readiness, Duration grace, boolean essential) {
        return new Program(
                name, List.of("bash", "-c", script), Map.of(), folder, readiness, StopSignal.TERM, grace, essential);
    }
}
