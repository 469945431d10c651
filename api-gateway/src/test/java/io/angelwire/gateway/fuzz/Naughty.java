package io.angelwire.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Values that have broken programs. */
final class Naughty {

    static final List<String> STRINGS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\u0007\u001b[31m",
            "\ud800",
            "\udc00x",
            "\ufeff",
            "\u202Eevil\u202C",
            "𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧‍👦",
            "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
            "'; drop table users; --",
            "' or '1'='1",
            "%s%n%x",
            "%",
            "_%\\",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "../../../../etc/passwd",
            "..%2f..",
            "CON",
            "null",
            "undefined",
            "NaN",
            "true",
            "-1",
            "0x7fffffff",
            "1e309",
            "99999999999999999999",
            "2026-02-30T25:61:00Z",
            "+1000000000-12-31T23:59:59Z",
            "00000000-0000-0000-0000-000000000000",
            "not-a-uuid",
            "x".repeat(300),
            "x".repeat(10_001),
            "\n\r\nSet-Cookie: a=b");

    private static final int LONGEST_IN_ADDRESS = 500;

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "0.1",
            "0.0000000000000000001",
            "1e19",
            "1e308",
            "1e309",
            "1e999999",
            "1e-999999",
            "123456789012345678901234567890.123456789");

    private Naughty() {}

    static String string(Random random) {
        return STRINGS.get(random.nextInt(STRINGS.size()));
    }

    static JsonNode number(Random random) {
        return JsonNodeFactory.instance.numberNode(new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size()))));
    }

    /**
     * For a part of an address: percent-encoded, or bytes that are no UTF-8. Not so long that 414 is
     * answered before it is read who is asked.
     */
    static String encoded(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "%ff%fe";
            case 1 -> "%c0%80";
            case 2 -> "%ed%a0%80";
            default -> {
                String string = string(random);
                yield URLEncoder.encode(
                                string.substring(0, Math.min(string.length(), LONGEST_IN_ADDRESS)),
                                StandardCharsets.UTF_8)
                        .replace("+", "%20");
            }
        };
    }
}
