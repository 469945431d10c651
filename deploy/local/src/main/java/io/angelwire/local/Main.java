package io.angelwire.local;

import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.Session;
import io.angelwire.local.client.UnexpectedAnswerException;
import io.angelwire.local.demo.Demo;
import io.angelwire.local.process.ProcessFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Runs the local stack in the foreground. Called by {@code deploy/local/run}, which sees to the build. */
public final class Main {

    private static final int FAILED = 1;

    /** {@code deploy/local/run} shows the usage then. */
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Path repository = Path.of(System.getProperty("angelwire.repository", "."));
        try {
            Arguments arguments = Arguments.parse(List.of(args), System.getenv(), repository.resolve(".angelwire"));
            run(repository, arguments);
        } catch (ProcessFailedException e) {
            fail(e.getMessage() + ". Log: " + e.log(), FAILED);
        } catch (UsageException e) {
            fail(e.getMessage() + ".", MISUSED);
        } catch (StackException | UnexpectedAnswerException e) {
            fail(e.getMessage(), FAILED);
        }
    }

    private static void run(Path repository, Arguments arguments) throws InterruptedException {
        long startedAt = System.nanoTime();
        Terminal terminal = new Terminal();
        StackOptions options = new StackOptions(repository, arguments.data())
                .fresh(arguments.fresh())
                .redisCluster(arguments.redisCluster())
                .announcer(terminal);
        arguments.ports().forEach(options::port);
        try (LocalStack stack = LocalStack.start(options)) {
            Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
            if (arguments.demo()) {
                terminal.say("Ready after %.1f s".formatted(took.toMillis() / 1000.0));
                new Demo(stack.addresses(), System.out).play();
            } else {
                welcome(stack, took);
                new CountDownLatch(1).await();
            }
        }
    }

    private static void welcome(LocalStack stack, Duration took) {
        GatewayClient gateway = new GatewayClient(stack.addresses().api());
        List<Session> sessions = stack.service(Service.API_GATEWAY).isReady()
                ? Stream.of("investor", "founder", "admin").map(gateway::signIn).toList()
                : List.of();
        DemoEnvironmentFile tokens = DemoEnvironmentFile.write(stack.directory().demoEnvironment(), sessions);
        System.out.println(new WelcomeScreen(stack).text(took, sessions, tokens));
    }

    private static void fail(String message, int exitCode) {
        System.err.println("angelwire: " + message);
        System.exit(exitCode);
    }
}
