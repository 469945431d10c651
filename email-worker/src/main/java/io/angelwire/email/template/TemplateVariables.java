package io.angelwire.email.template;

import io.angelwire.email.InvalidEmailException;
import java.util.List;
import java.util.Map;

/** A job's variables, read as a template needs them. What is absent, null or blank is missing. */
public record TemplateVariables(Map<String, Object> values) {

    /** Longer texts belong in an attachment. */
    private static final int LONGEST_TEXT = 20_000;

    private static final int LONGEST_LIST = 20;

    public TemplateVariables {
        values = values == null ? Map.of() : values;
    }

    /** Text of any number of lines. */
    public String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw new InvalidEmailException("the variable " + name + " is missing");
        }
        return text;
    }

    /** Text that is to stay on one line: line breaks and other control characters become a space. */
    public String line(String name) {
        return oneLine(text(name));
    }

    /** As {@link #line}; null if missing. */
    public String optionalLine(String name) {
        String text = optionalText(name);
        return text == null ? null : oneLine(text);
    }

    /** A list of further variables, at most {@value #LONGEST_LIST}; empty if missing. */
    public List<TemplateVariables> list(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || list.size() > LONGEST_LIST) {
            throw new InvalidEmailException("the variable " + name + " is not a list of at most " + LONGEST_LIST);
        }
        return list.stream().map(entry -> entry(name, entry)).toList();
    }

    @SuppressWarnings("unchecked")
    private static TemplateVariables entry(String list, Object entry) {
        if (!(entry instanceof Map<?, ?> variables)) {
            throw new InvalidEmailException("the variable " + list + " holds what is no object");
        }
        return new TemplateVariables((Map<String, Object>) variables);
    }

    private String optionalText(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new InvalidEmailException("the variable " + name + " is not a text");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new InvalidEmailException("the variable " + name + " has more than " + LONGEST_TEXT + " characters");
        }
        return text.isBlank() ? null : text.strip();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ");
    }
}
