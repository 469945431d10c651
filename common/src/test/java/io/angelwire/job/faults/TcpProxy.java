package io.angelwire.job.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bad network between a client and a server, both on the loopback address. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    TcpProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Every connection is reset (RST) on both sides. */
    void reset() {
        links.forEach(Link::reset);
        links.clear();
    }

    /** Every connection stays open, and nothing comes through it any more, for ever; new ones work. */
    void halfOpen() {
        links.forEach(link -> link.dead = true);
    }

    /** As {@link #halfOpen}, and new ones are accepted and as dead, until {@link #heal}. */
    void goSilent() {
        silent = true;
        halfOpen();
    }

    void heal() {
        silent = false;
    }

    private void accept() {
        try {
            while (true) {
                Link link = new Link(listening.accept());
                link.dead = silent;
                links.add(link);
                daemon(() -> link.pump(link.client, link.server));
                daemon(() -> link.pump(link.server, link.client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private final class Link {
        final Socket client;
        final Socket server;
        volatile boolean dead;

        Link(Socket client) throws IOException {
            this.client = client;
            this.server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void pump(Socket from, Socket to) {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!dead) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                // One side is gone.
            }
            if (!dead) {
                close(from);
                close(to);
            }
        }

        void reset() {
            try {
                client.setSoLinger(true, 0);
                server.setSoLinger(true, 0);
            } catch (IOException e) {
                // Closed already.
            }
            close(client);
            close(server);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }
}
