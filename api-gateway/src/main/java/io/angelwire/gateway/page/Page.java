package io.angelwire.gateway.page;

import io.angelwire.domain.page.Slice;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a list answers.
 *
 * @param nextCursor asks for the page after this one; null at the end
 */
public record Page<T>(
        List<T> items,

        @Schema(description = "Send it as `cursor` to get what follows; null at the end", nullable = true)
        String nextCursor) {

    /** @param next where the list goes on, in its own words; empty at the end */
    public static <V> Page<V> opaque(List<V> items, String list, String next) {
        return new Page<>(List.copyOf(items), OpaqueCursor.write(list, next));
    }

    public static <T, V> Page<V> of(Slice<T> slice, Function<? super T, ? extends V> view) {
        List<V> items = slice.items().stream().<V>map(view).toList();
        return new Page<>(items, slice.next() == null ? null : Cursor.of(slice.next()));
    }
}
