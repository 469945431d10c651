package io.angelwire.local.process;

/** Whether a started process can serve. Asked from a background thread; an exception means not yet. */
@FunctionalInterface
public interface Readiness {

    boolean ready() throws Exception;
}
