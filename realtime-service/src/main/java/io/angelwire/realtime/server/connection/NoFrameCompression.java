package io.angelwire.realtime.server.connection;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Takes the older of the two ways to compress WebSockets ({@code x-webkit-deflate-frame}) from the server, which no setting
 * of the framework does: what unfolds to a thousand times its length would do so before its length is looked at.
 */
@Singleton
class NoFrameCompression implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false);
    }
}
