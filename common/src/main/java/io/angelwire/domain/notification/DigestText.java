package io.angelwire.domain.notification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What several people have said, as the data of one notification. */
public final class DigestText {

    /** Up to here is counted; then there may be more. */
    public static final int MOST_COUNTED = 100;

    private static final int MOST_SHOWN = 5;
    private static final int MOST_NAMES = 3;
    private static final int LONGEST_TEXT = 300;

    /** @param name who has said it */
    public record Said(String name, String text) {}

    private DigestText() {}

    /**
     * Facts {@code count} ("3 new messages"), {@code senderName} (of all who have said something), {@code items} (the newest
     * of what was said, in order) and {@code more} (how much was said before, if anything).
     *
     * @param noun in the singular; its plural ends with s
     * @param newestFirst at least one, and one more than {@value #MOST_COUNTED} at most
     */
    public static Map<String, Object> data(String noun, List<Said> newestFirst) {
        Map<String, Object> data = new HashMap<>();
        data.put("count", count("new", noun, newestFirst.size()));
        data.put("senderName", names(newestFirst));
        List<Map<String, String>> items = new ArrayList<>();
        for (Said said : newestFirst.subList(0, Math.min(MOST_SHOWN, newestFirst.size()))) {
            items.add(Map.of("name", said.name(), "text", Excerpt.of(said.text(), LONGEST_TEXT)));
        }
        Collections.reverse(items);
        data.put("items", items);
        if (newestFirst.size() > MOST_SHOWN) {
            data.put("more", count("earlier", noun, newestFirst.size() - MOST_SHOWN));
        }
        return data;
    }

    private static String count(String which, String noun, int count) {
        if (count == 1) {
            return "1 " + which + " " + noun;
        }
        String number = count > MOST_COUNTED - MOST_SHOWN ? "Many" : Integer.toString(count);
        return number + " " + which + " " + noun + "s";
    }

    private static String names(List<Said> newestFirst) {
        List<String> names = newestFirst.stream().map(Said::name).distinct().toList();
        if (names.size() > MOST_NAMES) {
            return String.join(", ", names.subList(0, MOST_NAMES - 1)) + " and others";
        }
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
