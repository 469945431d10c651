package io.angelwire.job.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where one job must be. */
final class JobModel {

    enum State {
        DELAYED,
        WAITING_FOR_CHILDREN,
        LINED,
        WAITING,
        ACTIVE,
        COMPLETED,
        CANCELLED,
        FAILED
    }

    final JobSpec spec;

    State state;
    /** The lane in which it is, or to which it goes. */
    char lane;
    /** Of an active or completed job. */
    String place;
    /** Of an active job. */
    String holder;

    long due;
    /** Its score in its key's line. */
    long lineScore;

    int attempts;
    int redeliveries;
    boolean cancelRequested;
    long endedAt;
    /** How often it has failed for good. */
    int deaths;

    /** Outcomes of its children by {@code <queue>/<id>}; empty while they have not ended. */
    final Map<String, String> children = new LinkedHashMap<>();

    int pendingChildren;

    JobModel(JobSpec spec) {
        this.spec = spec;
        this.lane = spec.lane();
        for (String child : spec.children()) {
            children.put(child, "");
        }
        this.pendingChildren = children.size();
    }

    String id() {
        return spec.id();
    }

    boolean isUnstarted() {
        return state.compareTo(State.ACTIVE) < 0;
    }

    boolean hasEnded() {
        return state.compareTo(State.ACTIVE) > 0;
    }

    String numbers() {
        return attempts + " " + redeliveries;
    }

    @Override
    public String toString() {
        return id() + " " + state + " " + numbers();
    }
}
