package io.angelwire.realtime.server.engineio;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import org.jboss.logging.Logger;

/** The HTTP side of long-polling: GETs that are held, POSTs that carry packets. */
final class PollingExchange {

    private static final Logger LOG = Logger.getLogger(PollingExchange.class);
    private static final String BINARY = "application/octet-stream";

    private final EngineSettings settings;

    PollingExchange(EngineSettings settings) {
        this.settings = settings;
    }

    void serve(HttpServerRequest request, EngineSession session) {
        if (request.method() == HttpMethod.GET) {
            get(request, session);
        } else if (request.method() == HttpMethod.POST) {
            post(request, session);
        } else {
            Answers.refuse(request, Refusal.BAD_REQUEST);
        }
    }

    private static void get(HttpServerRequest request, EngineSession session) {
        ContextInternal loop = ContextInternal.current();
        Poll poll = new Poll() {
            @Override
            public void answer(String payload, Runnable sent) {
                loop.execute(() -> Answers.text(request, payload).onComplete(done -> sent.run()));
            }

            @Override
            public void refuse(Refusal refusal) {
                loop.execute(() -> Answers.refuse(request, refusal));
            }
        };
        request.response().closeHandler(gone -> session.aborted(poll));
        session.poll(poll);
    }

    private void post(HttpServerRequest request, EngineSession session) {
        ContextInternal loop = ContextInternal.current();
        PollingTransport transport = session.beginPost(() -> loop.execute(() -> abort(request)));
        if (transport == null) {
            Answers.refuse(request, Refusal.BAD_REQUEST);
            return;
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.regionMatches(true, 0, BINARY, 0, BINARY.length())) {
            LOG.debug("session closed: a binary body");
            refuse(request, session, transport);
            return;
        }
        if (declaredLength(request) > settings.maxPayload()) {
            session.endPost(transport);
            Answers.tooLarge(request);
            return;
        }
        read(request, session, transport);
    }

    /** -1 if the request doesn't say, or says nonsense, which the HTTP codec refuses by itself. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Nobody waits for the rest of the body any more; what came of it goes with the handlers. */
    private static void abort(HttpServerRequest request) {
        if (!request.isEnded()) {
            ignoreRest(request);
            Answers.refuse(request, Refusal.UNKNOWN_SID)
                    .onComplete(done -> request.connection().close());
        }
    }

    private static void ignoreRest(HttpServerRequest request) {
        request.handler(ignored -> {});
        request.endHandler(ignored -> {});
    }

    private void read(HttpServerRequest request, EngineSession session, PollingTransport transport) {
        Buffer body = Buffer.buffer();
        request.exceptionHandler(broken -> {
            session.endPost(transport);
            session.failed(transport, CloseReason.TRANSPORT_CLOSED);
        });
        request.handler(part -> {
            if (body.length() + part.length() <= settings.maxPayload()) {
                body.appendBuffer(part);
                return;
            }
            ignoreRest(request);
            session.endPost(transport);
            Answers.tooLarge(request);
        });
        request.endHandler(complete -> received(request, session, transport, body.getBytes()));
        request.resume();
    }

    private void received(HttpServerRequest request, EngineSession session, PollingTransport transport, byte[] body) {
        try {
            List<EnginePacket> packets = PayloadCodec.decode(Utf8.decode(body));
            for (EnginePacket packet : packets) {
                session.received(transport, packet);
            }
        } catch (MalformedPacketException e) {
            LOG.debugf("session closed: %s", e.getMessage());
            refuse(request, session, transport);
            return;
        } catch (RuntimeException e) {
            LOG.error("a message could not be handled", e);
            refuse(request, session, transport);
            return;
        }
        session.endPost(transport);
        Answers.text(request, "ok");
    }

    private static void refuse(HttpServerRequest request, EngineSession session, PollingTransport transport) {
        session.endPost(transport);
        session.failed(transport, CloseReason.PROTOCOL_ERROR);
        Answers.refuse(request, Refusal.BAD_REQUEST);
    }
}
