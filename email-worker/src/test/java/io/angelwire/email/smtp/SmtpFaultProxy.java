package io.angelwire.email.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes SMTP through to a real server, except for recipients whose local part asks for a fault: {@code greylisted}
 * (450), {@code unknown} (550), {@code silent} (no answer at all), {@code lost-answer…} (the first mail is delivered, but
 * the connection breaks before the client hears of it).
 */
final class SmtpFaultProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int serverPort;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<String> answersLost = ConcurrentHashMap.newKeySet();

    SmtpFaultProxy(int serverPort) {
        this.serverPort = serverPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connections.incrementAndGet();
                start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket("127.0.0.1", serverPort)) {
            BufferedReader fromClient = reader(client);
            BufferedReader fromServer = reader(server);
            OutputStream toClient = client.getOutputStream();
            OutputStream toServer = server.getOutputStream();
            String recipient = "";
            passReply(fromServer, toClient);
            for (String line; (line = fromClient.readLine()) != null; ) {
                if (line.toUpperCase().startsWith("RCPT TO:")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('@'));
                    if (recipient.equals("silent")) {
                        continue;
                    }
                    String refusal = refusal(recipient);
                    if (refusal != null) {
                        write(toClient, refusal);
                        continue;
                    }
                }
                write(toServer, line);
                boolean accepted = passReply(fromServer, toClient);
                if (line.equalsIgnoreCase("QUIT")) {
                    return;
                }
                if (accepted && line.equalsIgnoreCase("DATA")) {
                    do {
                        line = fromClient.readLine();
                        write(toServer, line);
                    } while (!line.equals("."));
                    if (recipient.startsWith("lost-answer") && answersLost.add(recipient)) {
                        fromServer.readLine();
                        return;
                    }
                    passReply(fromServer, toClient);
                }
            }
        } catch (IOException e) {
            // One side is gone, so the other goes too.
        }
    }

    private static String refusal(String recipient) {
        return switch (recipient) {
            case "greylisted" -> "450 4.2.0 <greylisted@example.com> come back later";
            case "unknown" -> "550 5.1.1 <unknown@example.com> no such user here";
            default -> null;
        };
    }

    private static boolean passReply(BufferedReader fromServer, OutputStream toClient) throws IOException {
        String line;
        do {
            line = fromServer.readLine();
            if (line == null) {
                throw new IOException("the server has closed");
            }
            write(toClient, line);
        } while (line.charAt(3) == '-');
        return line.charAt(0) < '4';
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "smtp-fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
