package io.angelwire.local.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a local HTTP server how it is. */
final class Http {

    private static final int TIMEOUT_MILLIS = 2000;

    private Http() {}

    static boolean isOk(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }
}
