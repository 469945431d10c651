package io.angelwire.job.partition;

/**
 * Where a walk through the parts of a queue goes on, written {@code <part's number>:<cursor in it>}.
 *
 * @param part its number; beyond the last part the walk is at its end, which is written as nothing
 * @param cursor empty for its beginning
 */
record PartCursor(int part, String cursor) {

    private static final PartCursor END = new PartCursor(-1, "");

    /**
     * @param text empty for the first part's beginning
     * @throws IllegalArgumentException if it is no cursor of a queue of so many parts
     */
    static PartCursor read(String text, int parts) {
        if (text.isEmpty()) {
            return new PartCursor(0, "");
        }
        int colon = text.indexOf(':');
        String number = colon < 0 ? "" : text.substring(0, colon);
        if (!number.matches("\\d{1,2}") || Integer.parseInt(number) >= parts) {
            throw new IllegalArgumentException("not a cursor of a queue of " + parts + " partitions");
        }
        return new PartCursor(Integer.parseInt(number), text.substring(colon + 1));
    }

    /** @param next in this part; empty if it has no more */
    PartCursor following(String next, int parts) {
        if (!next.isEmpty()) {
            return new PartCursor(part, next);
        }
        return part + 1 < parts ? new PartCursor(part + 1, "") : END;
    }

    String write() {
        return equals(END) ? "" : part + ":" + cursor;
    }

    boolean isEnd() {
        return equals(END);
    }
}
