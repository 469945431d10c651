package io.angelwire.gateway.queue;

/** A job that was accepted, and will be kept until it has ended. */
record AcceptedJob(String id, String queue, String name) {}
