package io.angelwire.job;

/** The lane that a job waits in. A higher lane is emptied first. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
