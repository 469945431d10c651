package io.angelwire.realtime.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A page of another port with the example's script in it, in a real browser; what it logs comes back here. */
final class ExampleInBrowser implements AutoCloseable {

    private static final String PAGE = """
            <!doctype html><title>Example</title><script>
            console.log = (...words) => fetch("/logged", { method: "POST", body: words.join(" ") })
            console.error = console.log
            window.onerror = (message) => console.log(message)
            %s</script><script>
            %s</script>
            """;

    private final HttpServer server;
    private final RunningExample browser;

    ExampleInBrowser(Path chromium, Path folder, String variables, String script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        browser = new RunningExample(
                "browser",
                Map.of("TMPDIR", folder.toString()),
                List.of(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--remote-debugging-port=0",
                        url));
        byte[] page = PAGE.formatted(variables, script).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> answer(exchange, page));
        server.createContext("/logged", exchange -> {
            browser.printed(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, new byte[0]);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    void awaitLine(String part) {
        browser.awaitLine(part);
    }

    @Override
    public void close() {
        browser.close();
        server.stop(0);
    }
}
