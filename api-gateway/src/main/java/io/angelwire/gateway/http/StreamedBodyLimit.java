package io.angelwire.gateway.http;

import io.angelwire.gateway.problem.BodyTooLargeException;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts a body of unannounced length while it is read, and stops at the limit. */
@Provider
public class StreamedBodyLimit implements ReaderInterceptor {

    private final Instance<BodyLimitConfig> config;

    /** @param config asked for later: providers are made before the configuration is read */
    StreamedBodyLimit(Instance<BodyLimitConfig> config) {
        this.config = config;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        long limit = config.get().maxBodySize().asLongValue();
        context.setInputStream(new CountedStream(context.getInputStream(), limit));
        return context.proceed();
    }

    private static final class CountedStream extends FilterInputStream {

        private final long limit;
        private long left;

        CountedStream(InputStream body, long limit) {
            super(body);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws BodyTooLargeException {
            left -= bytes;
            if (left < 0) {
                throw new BodyTooLargeException(limit);
            }
        }
    }
}
