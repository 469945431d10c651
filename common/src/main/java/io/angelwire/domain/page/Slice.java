package io.angelwire.domain.page;

import java.util.List;
import java.util.function.Function;

/**
 * Some neighbouring rows of a list.
 *
 * @param next where the next rows begin; null if there are none
 */
public record Slice<T>(List<T> items, Position next) {

    public Slice {
        items = List.copyOf(items);
    }

    /**
     * @param rows what a query for one row more than {@code limit} found: the additional one tells that there are more
     */
    public static <T> Slice<T> of(List<T> rows, int limit, Function<T, Position> position) {
        if (rows.size() <= limit) {
            return new Slice<>(rows, null);
        }
        return new Slice<>(rows.subList(0, limit), position.apply(rows.get(limit - 1)));
    }
}
