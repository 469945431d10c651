package io.angelwire.gateway.document;

import io.angelwire.domain.document.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names of documents, which people choose, and what headers make of them. */
final class DocumentNames {

    private static final int LONGEST = 200;

    /** What would hide or reorder text, or end a line. */
    private static final String UNSEEN = "\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069";

    /** 1 to 200 characters of which one can be seen. */
    static final String SYNTAX = "(?=.*\\S)[^" + UNSEEN + "]{1," + LONGEST + "}";

    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";

    private DocumentNames() {}

    /**
     * A name that keeps to {@link #SYNTAX}, of the file's on the client's machine.
     *
     * @param fileName anything
     */
    static String ofFile(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String seen = last.replaceAll("[" + UNSEEN + "]", "").strip();
        int end = seen.offsetByCodePoints(0, Math.min(LONGEST, seen.codePointCount(0, seen.length())));
        String cut = seen.substring(0, end);
        return cut.isBlank() ? "Document" : cut;
    }

    /**
     * The header Content-Disposition (RFC 6266) that makes a browser save the file under its document's name, whatever
     * that is, with the extension of what it really is.
     */
    static String attachment(String name, ContentType type) {
        String file = name.toLowerCase(Locale.ROOT).endsWith(type.extension()) ? name : name + type.extension();
        String plain = file.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(plain, encoded(file));
    }

    /** RFC 8187. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || ATTRIBUTE_CHARACTERS.indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
