package io.angelwire.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    private final PageRequest request = new PageRequest();

    @Test
    void theCursorOfAPageLeadsToWhereItEnded() {
        Position end = new Position(Instant.parse("2026-02-03T04:05:06.123456Z"), UUID.randomUUID());

        request.cursor =
                Page.of(new Slice<>(List.of("a"), end), Function.identity()).nextCursor();

        assertThat(request.after()).isEqualTo(end);
    }

    @Test
    void theLastPageHasNoCursor() {
        assertThat(Page.of(new Slice<>(List.of("a"), null), Function.identity()).nextCursor())
                .isNull();
    }

    @Test
    void theFirstPageHasTheUsualLength() {
        assertThat(request.after()).isNull();
        assertThat(request.limit()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "1e1", "99999999999", "ten", "١"})
    void anotherLimitIsRefused(String limit) {
        request.limit = limit;

        assertThatThrownBy(request::limit).isInstanceOfSatisfying(ProblemException.class, PageRequestTest::isOfThePage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "not base64!", "'; drop table pitches --"})
    void anInventedCursorIsRefused(String cursor) {
        request.cursor = cursor;

        assertThatThrownBy(request::after).isInstanceOfSatisfying(ProblemException.class, PageRequestTest::isOfThePage);
    }

    @Test
    void aCursorBeyondAllTimeIsRefused() {
        byte[] bytes = new byte[28];
        bytes[0] = 0x7f;
        request.cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThatThrownBy(request::after).isInstanceOfSatisfying(ProblemException.class, PageRequestTest::isOfThePage);
    }

    private static void isOfThePage(ProblemException refused) {
        assertThat(refused.type()).isEqualTo(ProblemType.PAGE_INVALID);
    }
}
