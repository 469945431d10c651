package io.angelwire.local.process;

/** Takes the one-line messages that the person in front of the stack should see. */
@FunctionalInterface
public interface Announcer {

    void say(String line);
}
