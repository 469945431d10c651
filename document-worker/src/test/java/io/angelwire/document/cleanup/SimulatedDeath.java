package io.angelwire.document.cleanup;

/** The process is gone at this point, as far as what follows can tell. */
final class SimulatedDeath extends RuntimeException {}
