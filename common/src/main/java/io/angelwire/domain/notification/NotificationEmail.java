package io.angelwire.domain.notification;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.money.MoneyFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/**
 * A notification as the mail that tells it. Titles and data may hold what users wrote, so the subject is made one line;
 * data that the kind's template doesn't know, or that is no text, is left out.
 */
public final class NotificationEmail {

    private static final int LONGEST_FACT = 1_000;
    private static final int MOST_ITEMS = 10;

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,18}(\\.\\d{1,3})?");

    private NotificationEmail() {}

    public static EmailJobData of(NotificationKind kind, Notification notification) {
        Map<String, Object> data = notification.data == null ? Map.of() : notification.data;
        Map<String, String> texts = texts(kind, data);
        Map<String, Object> variables = new HashMap<>(texts);
        List<Map<String, String>> items = items(data);
        if (!items.isEmpty()) {
            variables.put("items", items);
        }
        variables.put("title", notification.title);
        variables.put("content", notification.content);
        variables.put("recipientName", notification.user.name);
        texts.put("title", notification.title);
        String subject = Excerpt.of(kind.subject(texts), EmailJobData.LONGEST_SUBJECT);
        return new EmailJobData(notification.user.email, subject, kind.template(), variables);
    }

    private static Map<String, String> texts(NotificationKind kind, Map<String, Object> data) {
        Map<String, String> texts = new HashMap<>();
        for (String name : kind.facts()) {
            String text = name.equals("amount") || name.equals("goal") ? money(data, name) : text(data.get(name));
            if (text != null) {
                texts.put(name, text);
            }
        }
        return texts;
    }

    private static String text(Object value) {
        if (!(value instanceof String || value instanceof Number)) {
            return null;
        }
        String text = Excerpt.of(value.toString(), LONGEST_FACT);
        return text.isEmpty() ? null : text;
    }

    /** Data has an amount in major units, as text, because a program's number may not hold it; and its currency. */
    private static String money(Map<String, Object> data, String name) {
        if (!(data.get(name) instanceof String amount) || !(data.get("currency") instanceof String currency)) {
            return null;
        }
        if (!AMOUNT.matcher(amount).matches()) {
            return null;
        }
        try {
            return MoneyFormat.english(Money.of(CurrencyUnit.of(currency), new BigDecimal(amount)));
        } catch (IllegalCurrencyException | ArithmeticException e) {
            return null;
        }
    }

    private static List<Map<String, String>> items(Map<String, Object> data) {
        List<Map<String, String>> items = new ArrayList<>();
        if (data.get("items") instanceof List<?> listed) {
            for (Object item : listed) {
                if (item instanceof Map<?, ?> entry && items.size() < MOST_ITEMS) {
                    String name = text(entry.get("name"));
                    String said = text(entry.get("text"));
                    if (name != null && said != null) {
                        items.add(Map.of("name", name, "text", said));
                    }
                }
            }
        }
        return items;
    }
}
