package io.angelwire.gateway.document;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A form whose file doesn't end. */
final class EndlessForm extends InputStream {

    private final byte[] start = ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"deck.pdf\"\r\n"
                    + "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n")
            .getBytes(StandardCharsets.US_ASCII);
    private long position;

    @Override
    public int read() {
        return position < start.length ? start[(int) position++] : 'x';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
            buffer[offset + i] = (byte) read();
        }
        return length;
    }
}
