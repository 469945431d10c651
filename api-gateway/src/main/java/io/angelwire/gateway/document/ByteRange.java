package io.angelwire.gateway.document;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param first from 0
 * @param last inclusive
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * @param header Range (RFC 9110, section 14); null for none. Several ranges, and other units, are answered with the
     *     whole, as the RFC allows
     * @return empty for the whole
     * @throws UnsatisfiableException if the file has nothing of it
     */
    static Optional<ByteRange> of(String header, long size) throws UnsatisfiableException {
        Matcher range = ONE.matcher(header == null ? "" : header.replace(" ", ""));
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long length = Long.parseLong(range.group(2));
            return within(Math.max(0, size - length), length == 0 ? -1 : size - 1, size);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        boolean backwards = !range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first;
        return backwards ? Optional.empty() : within(first, last, size);
    }

    private static Optional<ByteRange> within(long first, long last, long size) throws UnsatisfiableException {
        if (first >= size || last < first) {
            throw new UnsatisfiableException();
        }
        return Optional.of(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(first, last, size);
    }

    /** The file has nothing of the range. */
    static final class UnsatisfiableException extends Exception {}
}
