package io.angelwire.realtime.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/realtime-examples.md} as its readers see it. */
final class ExamplePage {

    /** The address that the page names. */
    private static final String ADDRESS = "127.0.0.1:8081";

    private static final Pattern CODE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    /** A piece of code in its language, as the page has it. */
    record Example(String language, String code) {}

    private final List<Example> examples = new ArrayList<>();

    /** @param authority where the service is in place of where the page says it is */
    ExamplePage(String authority) throws IOException {
        Path path = Path.of("docs/realtime-examples.md");
        String page = Files.readString(Files.exists(path) ? path : Path.of("..").resolve(path));
        Matcher code = CODE.matcher(page);
        while (code.find()) {
            examples.add(new Example(code.group(1), code.group(2).replace(ADDRESS, authority)));
        }
    }

    List<Example> all() {
        return List.copyOf(examples);
    }

    /** The one example in that language that has this in it. */
    String containing(String language, String text) {
        List<Example> found = examples.stream()
                .filter(example -> example.language().equals(language))
                .filter(example -> example.code().contains(text))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " examples in " + language + " have " + text);
        }
        return found.get(0).code();
    }
}
