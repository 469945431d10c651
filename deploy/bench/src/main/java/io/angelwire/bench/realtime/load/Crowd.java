package io.angelwire.bench.realtime.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Many clients of one server. */
final class Crowd {

    private static final int CONNECT_MILLIS = 30_000;
    private static final int PATIENCE_SECONDS = 90;
    private static final int GOODBYE_SECONDS = 10;

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final Tokens tokens;
    private final Client.Listener listener;
    private final List<Client> clients = new ArrayList<>();
    private Protocol protocol;
    private int port;

    Crowd(Tokens tokens, Client.Listener listener) {
        this.tokens = tokens;
        this.listener = listener;
    }

    List<Client> clients() {
        return clients;
    }

    /**
     * Connects and signs in.
     *
     * @param atOnce how many are under way at a time
     */
    void connect(Protocol by, int to, int count, int atOnce) throws Exception {
        protocol = by;
        port = to;
        clients.addAll(each(count, atOnce, this::open));
    }

    /** Puts the first clients into rooms, one after the other. */
    void join(List<String> pitchIds, int roomSize, int atOnce) throws Exception {
        each(pitchIds.size() * roomSize, atOnce, number -> clients.get(number).join(pitchIds.get(number / roomSize)));
    }

    /** Cuts everybody off; all come back at once, and into the room. */
    void storm(String pitchId) throws Exception {
        int count = clients.size();
        clients.forEach(Client::cut);
        clients.clear();
        clients.addAll(each(count, count, number -> open(number).thenCompose(client -> client.join(pitchId))));
    }

    /** Everybody goes. */
    void leave() throws Exception {
        CompletableFuture<?> gone =
                CompletableFuture.allOf(clients.stream().map(Client::leave).toArray(CompletableFuture[]::new));
        try {
            gone.completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS).get();
        } finally {
            clients.forEach(Client::cut);
            clients.clear();
        }
    }

    long cutOff() {
        return clients.stream().filter(Client::wasCutOff).count();
    }

    private CompletableFuture<Client> open(int number) {
        Client client = new Client(protocol, tokens.of(number), listener);
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                // Closed ports are free again at once, however many rounds there are.
                .option(ChannelOption.SO_LINGER, 0)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(client);
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        client.fail(connected.cause());
                    }
                });
        return client.ready();
    }

    private static List<Client> each(int count, int atOnce, Function<Integer, CompletableFuture<Client>> action)
            throws Exception {
        Semaphore free = new Semaphore(atOnce);
        List<CompletableFuture<Client>> under = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            free.acquire();
            under.add(action.apply(i).whenComplete((client, failure) -> free.release()));
        }
        List<Client> done = new ArrayList<>(count);
        for (CompletableFuture<Client> one : under) {
            done.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return done;
    }
}
