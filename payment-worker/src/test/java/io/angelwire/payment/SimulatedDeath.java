package io.angelwire.payment;

/**
 * The process ends here: the code under test doesn't catch it, and what follows doesn't happen. No {@link Error}, after
 * which fault tolerance leaves the timeout's timer running.
 */
class SimulatedDeath extends RuntimeException {}
