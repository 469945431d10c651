package io.angelwire.realtime.server;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A WebSocket by hand (RFC 6455), for frames that no library would send. */
final class RawWebSocket implements AutoCloseable {

    static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private static final int FINAL_TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int MASKED_WITH_LONG_LENGTH = 0xff;
    private static final int MASKED = 0x80;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    static RawWebSocket open(URI server, String token) throws IOException {
        return open(server, token, 0);
    }

    static RawWebSocket open(URI server, String token, int receiveBuffer) throws IOException {
        return open(server, "/ws", token, receiveBuffer);
    }

    /** @param receiveBuffer bytes that the kernel takes for a peer that doesn't read; 0 for its own choice */
    static RawWebSocket open(URI server, String path, String token, int receiveBuffer) throws IOException {
        RawWebSocket opened = new RawWebSocket(connect(server, receiveBuffer));
        String head = opened.handshake(server, path, KEY, "Authorization: Bearer " + token);
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError(head);
        }
        return opened;
    }

    /** The head of the answer to a handshake that has these headers besides the usual ones. */
    static String answer(URI server, String path, String... headers) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(connect(server, 0))) {
            return socket.handshake(server, path, headers);
        }
    }

    private static Socket connect(URI server, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private String handshake(URI server, String path, String... headers) throws IOException {
        out.write("""
                GET %s HTTP/1.1\r
                Host: %s\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                %s\r
                \r
                """.formatted(path, server.getAuthority(), String.join("\r\n", headers))
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** One final text frame of up to 125 characters. */
    void sendText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.writeByte(FINAL_TEXT);
        out.writeByte(MASKED | bytes.length);
        out.writeInt(0);
        out.write(bytes);
        out.flush();
    }

    /** Bytes as they are, of frames that no library would send. */
    void send(byte... frames) throws IOException {
        try {
            out.write(frames);
            out.flush();
        } catch (SocketException e) {
            // The server may answer and go before it has read everything.
        }
    }

    /** One final text frame of so many bytes. */
    void sendText(int bytes) throws IOException {
        try {
            out.writeByte(FINAL_TEXT);
            out.writeByte(MASKED_WITH_LONG_LENGTH);
            out.writeLong(bytes);
            out.writeInt(0);
            byte[] text = new byte[bytes];
            java.util.Arrays.fill(text, (byte) 'x');
            out.write(text);
            out.flush();
        } catch (SocketException e) {
            // The server may answer and go before it has read everything.
        }
    }

    /** The next text, past other frames. */
    String nextText() throws IOException {
        while (true) {
            int kind = in.readUnsignedByte();
            byte[] content = content();
            if (kind == FINAL_TEXT) {
                return new String(content, StandardCharsets.UTF_8);
            }
        }
    }

    private byte[] content() throws IOException {
        int length = in.readUnsignedByte();
        byte[] content =
                new byte[length == 127 ? (int) in.readLong() : length == 126 ? in.readUnsignedShort() : length];
        in.readFully(content);
        return content;
    }

    /** The code of the close frame that follows, after any other frames; 1006 if the connection just ends. */
    int closeCode() throws IOException {
        try {
            while (true) {
                int kind = in.readUnsignedByte();
                byte[] content = content();
                if (kind == CLOSE) {
                    return (content[0] & 0xff) << 8 | content[1] & 0xff;
                }
            }
        } catch (EOFException | SocketException e) {
            return 1006;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
