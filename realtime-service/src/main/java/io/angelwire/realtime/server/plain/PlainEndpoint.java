package io.angelwire.realtime.server.plain;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.server.RealtimeConfig;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.connection.Handshake;
import io.angelwire.realtime.server.connection.Session;
import io.angelwire.realtime.server.connection.SessionParts;
import io.angelwire.realtime.server.connection.WebSocketLink;
import io.angelwire.realtime.server.frame.StrictFrames;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.protocol.ErrorCode;
import io.netty.handler.codec.DecoderException;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * The plain JSON protocol at {@code /ws}.
 *
 * <p>The token comes as {@code Authorization: Bearer}, from browsers by the pair of sub-protocols {@code
 * bearer-token-carrier} and {@code quarkus-http-upgrade#Authorization#Bearer%20<token>}, or in a first frame {@code
 * auth}. A client that comes back names the last event of its own room as {@code since} in that frame, or, if the token
 * came in the handshake, as {@code /ws?since=<epoch>,<seq>}.
 *
 * <p>Everything runs on the connection's event loop and returns at once. It is each method that has to say so: from the
 * class the framework doesn't take it, and would use worker threads. As the loop keeps the order, no queue of the framework's
 * is needed to keep it, of which each connection would have its own.
 */
@WebSocket(path = PlainEndpoint.PATH, inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class PlainEndpoint {

    static final String PATH = "/ws";

    private static final Logger LOG = Logger.getLogger(PlainEndpoint.class);
    private static final TypedKey<PlainConversation> CONVERSATION = new TypedKey<>("angelwire.conversation");
    private static final String BEARER = "bearer ";

    private final SessionParts parts;
    private final ClientCommands commands;
    private final RealtimeConfig config;
    private final Vertx vertx;

    PlainEndpoint(SessionParts parts, ClientCommands commands, RealtimeConfig config, Vertx vertx) {
        this.parts = parts;
        this.commands = commands;
        this.config = config;
        this.vertx = vertx;
    }

    @OnOpen
    @NonBlocking
    void opened(WebSocketConnection connection) {
        Handshake.Opening opening = connection.userData().remove(Handshake.OPENING);
        opening.forgetRequest();
        StrictFrames.on(opening.connection());
        Context context = vertx.getOrCreateContext();
        WebSocketLink link = new WebSocketLink(
                connection,
                opening.connection(),
                parts.writers(),
                vertx,
                config.maxQueued().asLongValue());
        Session session = new Session(
                connection.id(), link, PlainFrames.INSTANCE, task -> context.runOnContext(now -> task.run()), parts);
        connection.userData().put(CONVERSATION, new PlainConversation(session, commands, config.maxMessageChars()));
        session.opened();
        if (!opening.originAllowed()) {
            session.close(CloseCode.FORBIDDEN_ORIGIN, "origin not allowed");
            return;
        }
        if (opening.authorization() != null) {
            authenticate(
                    session,
                    opening.authorization(),
                    connection.handshakeRequest().query());
        }
    }

    private static void authenticate(Session session, String authorization, String query) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            session.close(CloseCode.BAD_TOKEN, "not a bearer token");
            return;
        }
        Offset since = null;
        try {
            since = SinceParameter.in(query);
        } catch (IllegalArgumentException e) {
            session.send(PlainFrames.INSTANCE.error(ErrorCode.BAD_FIELD.because(e.getMessage())));
        }
        session.authenticate(authorization.substring(BEARER.length()).strip(), since);
    }

    @OnTextMessage
    @NonBlocking
    void text(String text, WebSocketConnection connection) {
        conversation(connection).received(text);
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer data, WebSocketConnection connection) {
        conversation(connection).receivedBinary();
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer data, WebSocketConnection connection) {
        conversation(connection).session().alive();
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection connection) {
        conversation(connection).session().ended();
    }

    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection connection) {
        PlainConversation conversation = conversation(connection);
        boolean framing = failure instanceof DecoderException;
        boolean lost = failure instanceof IOException || failure instanceof VertxException;
        if (framing || lost) {
            // The peer's doing: it sent what is no WebSocket frame, or reset the connection; the transport closes.
            LOG.debugf("connection %s: %s", connection.id(), failure.getClass().getSimpleName());
        } else if (!isTooBig(failure)) {
            LOG.errorf(failure, "connection %s failed", connection.id());
        }
        if (conversation == null) {
            return;
        }
        Session session = conversation.session();
        if (isTooBig(failure)) {
            session.close(CloseCode.MESSAGE_TOO_BIG, "message too big");
        } else if (framing) {
            session.close(CloseCode.PROTOCOL_ERROR, "no WebSocket frame");
        } else if (lost) {
            session.ended();
        } else {
            session.close(CloseCode.INTERNAL_ERROR, "connection failed");
        }
    }

    /** Vert.x joins the fragments of a message up to a bound, and has no exception of its own for what is beyond it. */
    private static boolean isTooBig(Throwable failure) {
        return failure instanceof IllegalStateException
                && String.valueOf(failure.getMessage()).contains("max message size");
    }

    private static PlainConversation conversation(WebSocketConnection connection) {
        return connection.userData().get(CONVERSATION);
    }
}
