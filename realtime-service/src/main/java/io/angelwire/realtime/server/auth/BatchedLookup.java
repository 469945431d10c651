package io.angelwire.realtime.server.auth;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Looks values up, many in one query, and remembers them briefly. What is asked for while a query is under way goes into
 * the next one; so a thousand clients that come at once cost a few queries, whatever they ask for.
 *
 * @param <V> null values are not remembered apart: a key that has none is answered with null
 */
final class BatchedLookup<K, V> {

    private record Known<V>(CompletableFuture<V> value, long atNanos) {}

    private final Function<Set<K>, CompletionStage<Map<K, V>>> query;
    private final long lifeNanos;
    private final int most;
    private final LongSupplier nanos;
    private final Map<K, Known<V>> known = new LinkedHashMap<>();
    private Set<K> waiting = new HashSet<>();
    private boolean busy;

    /**
     * @param most keys of a query, and values remembered
     * @param life how old a remembered value may be
     */
    BatchedLookup(Function<Set<K>, CompletionStage<Map<K, V>>> query, Duration life, int most, LongSupplier nanos) {
        this.query = query;
        this.lifeNanos = life.toNanos();
        this.most = most;
        this.nanos = nanos;
    }

    CompletionStage<V> get(K key) {
        CompletableFuture<V> value;
        synchronized (this) {
            Known<V> before = known.get(key);
            if (before != null && (isLookedUp(before) || nanos.getAsLong() - before.atNanos() <= lifeNanos)) {
                return before.value();
            }
            value = new CompletableFuture<>();
            known.remove(key);
            trim();
            known.put(key, new Known<>(value, nanos.getAsLong()));
            waiting.add(key);
        }
        next();
        return value;
    }

    /** Whoever asks meanwhile waits for the same answer, however long it takes: nobody would answer those before. */
    private static boolean isLookedUp(Known<?> known) {
        return !known.value().isDone();
    }

    /** Whether {@link #get} would answer without a query of its own. */
    synchronized boolean remembers(K key) {
        return known.containsKey(key);
    }

    /** The next who asks is told anew; those who wait for a query under way are not. */
    synchronized void forget(K key) {
        Known<V> before = known.get(key);
        if (before != null && before.value().isDone()) {
            known.remove(key);
        }
    }

    /** Oldest first; one that is still looked up stays, or nobody would answer those who wait for it. */
    private void trim() {
        var oldest = known.values().iterator();
        while (known.size() >= most && oldest.hasNext()) {
            if (oldest.next().value().isDone()) {
                oldest.remove();
            }
        }
    }

    private CompletionStage<Map<K, V>> ask(Set<K> keys) {
        try {
            return query.apply(keys);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void next() {
        Set<K> keys;
        synchronized (this) {
            if (busy || waiting.isEmpty()) {
                return;
            }
            busy = true;
            keys = new HashSet<>();
            var more = waiting.iterator();
            while (more.hasNext() && keys.size() < most) {
                keys.add(more.next());
                more.remove();
            }
        }
        ask(keys).whenComplete((values, failure) -> {
            Map<K, CompletableFuture<V>> asked = new LinkedHashMap<>();
            synchronized (this) {
                busy = false;
                for (K key : keys) {
                    asked.put(key, known.get(key).value());
                    if (failure != null) {
                        known.remove(key);
                    }
                }
            }
            next();
            asked.forEach((key, value) -> {
                if (failure == null) {
                    value.complete(values.get(key));
                } else {
                    value.completeExceptionally(failure);
                }
            });
        });
    }
}
