package io.angelwire.email.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes SMTP through to a real server, except for recipients whose local part asks for a fault: {@code greylisted}
 * (450), {@code closing} (421), {@code unknown} (550), {@code cut…} (the connection breaks amid the mail), {@code silent} (no answer at all), {@code lost-answer…} (the first mail is delivered, but
 * the connection breaks before the client hears of it), {@code held…} (the mail is delivered and acknowledged when the
 * test lets it go). It can also be away, or take connections and say nothing.
 */
final class SmtpFaultProxy implements AutoCloseable {

    private final int serverPort;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger held = new AtomicInteger();
    private volatile ServerSocket listener;
    private volatile CountDownLatch release = new CountDownLatch(0);
    private volatile CountDownLatch thaw = new CountDownLatch(0);
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<String> answersLost = ConcurrentHashMap.newKeySet();

    SmtpFaultProxy(int serverPort) {
        this.serverPort = serverPort;
        listen(0);
    }

    private void listen(int port) {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            listener = opened;
            start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on connections are refused, and those that are open are cut. */
    void goAway() throws IOException {
        synchronized (clients) {
            listener.close();
            cut();
        }
    }

    void comeBack() {
        listen(port());
    }

    /** From now on the server takes connections and says nothing; those that are open are cut. */
    void freeze() throws IOException {
        thaw = new CountDownLatch(1);
        cut();
    }

    void thaw() {
        thaw.countDown();
    }

    void holdMails() {
        release = new CountDownLatch(1);
    }

    void releaseMails() {
        release.countDown();
    }

    /** Mails that wait to be let go. */
    int held() {
        return held.get();
    }

    private void cut() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                connections.incrementAndGet();
                synchronized (clients) {
                    // Accepted just before it went away, and too late to be cut.
                    if (from.isClosed()) {
                        client.close();
                        return;
                    }
                    clients.add(client);
                }
                start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket("127.0.0.1", serverPort)) {
            thaw.await();
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
                    if (recipient.startsWith("cut")) {
                        fromClient.readLine();
                        return;
                    }
                    do {
                        line = fromClient.readLine();
                        write(toServer, line);
                    } while (!line.equals("."));
                    if (recipient.startsWith("lost-answer") && answersLost.add(recipient)) {
                        fromServer.readLine();
                        return;
                    }
                    if (recipient.startsWith("held")) {
                        held.incrementAndGet();
                        release.await();
                        held.decrementAndGet();
                    }
                    passReply(fromServer, toClient);
                }
            }
        } catch (IOException | InterruptedException e) {
            // One side is gone, so the other goes too.
        } finally {
            clients.remove(client);
        }
    }

    private static String refusal(String recipient) {
        return switch (recipient) {
            case "greylisted" -> "450 4.2.0 <greylisted@example.com> come back later";
            case "closing" -> "421 4.3.2 service shutting down";
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
