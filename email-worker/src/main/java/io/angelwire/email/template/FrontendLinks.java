package io.angelwire.email.template;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Addresses of the frontend's pages: {@code /investments/<id>}, {@code /pitches/<id>}, {@code /documents/<id>},
 * {@code /messages/<kind of room>/<id>}, {@code /admin/failed-jobs/<id>}, {@code /notifications} and
 * {@code /settings/notifications}. What is no id of ours becomes no part of an address.
 */
@Singleton
@Startup
public class FrontendLinks {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final Pattern ROOM = Pattern.compile("(pitch|investment):([0-9a-f-]{36})");

    private final String base;

    /** @throws IllegalStateException if mails would lead nowhere */
    FrontendLinks(FrontendConfig config) {
        URI url = config.url();
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalStateException(
                    "angelwire.frontend.url is no http or https address without query and fragment");
        }
        base = url.toString().replaceAll("/+$", "");
    }

    /** The page of what a mail is about: the first of these that its variables name, else the inbox. */
    String page(TemplateVariables variables) {
        String room = variables.optionalLine("room");
        if (room != null && ROOM.matcher(room).matches()) {
            return base + "/messages/" + room.replace(':', '/');
        }
        String[][] pages = {
            {"failedJobId", "/admin/failed-jobs/"},
            {"investmentId", "/investments/"},
            {"documentId", "/documents/"},
            {"pitchId", "/pitches/"},
        };
        for (String[] page : pages) {
            String id = variables.optionalLine(page[0]);
            if (id != null && ID.matcher(id).matches()) {
                return base + page[1] + id;
            }
        }
        return base + "/notifications";
    }

    /** Where people say which notifications they want. */
    String settings() {
        return base + "/settings/notifications";
    }
}
