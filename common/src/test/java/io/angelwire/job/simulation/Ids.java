package io.angelwire.job.simulation;

/** Ids of stream entries, {@code <ms>-<number>}. */
final class Ids {

    private Ids() {}

    static int compare(String a, String b) {
        int byTime = Long.compareUnsigned(part(a, 0), part(b, 0));
        return byTime != 0 ? byTime : Long.compareUnsigned(part(a, 1), part(b, 1));
    }

    private static long part(String id, int index) {
        int hyphen = id.indexOf('-');
        return Long.parseUnsignedLong(index == 0 ? id.substring(0, hyphen) : id.substring(hyphen + 1));
    }
}
