package io.angelwire.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code run <base image> <tag> [service…]}: writes {@code target/images/<service>.tar}. */
final class Main {

    private static final List<String> SERVICES = List.of(
            "api-gateway",
            "realtime-service",
            "email-worker",
            "notification-worker",
            "payment-worker",
            "document-worker",
            "analytics-worker");

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("Usage: run <base image> <tag> [service...]");
            System.exit(2);
        }
        Path repository = Path.of(arguments[0]);
        List<String> named = List.of(arguments).subList(3, arguments.length);
        Path folder = Files.createDirectories(repository.resolve("deploy/images/target/images"));
        for (String service : named.isEmpty() ? SERVICES : named) {
            Path tar = folder.resolve(service + ".tar");
            new ServiceImage(repository.resolve(service + "/target/quarkus-app"))
                    .write(arguments[1], "angelwire/" + service + ":" + arguments[2], tar);
            System.out.println(tar);
        }
        // The library's threads would keep the process for another minute.
        System.exit(0);
    }
}
