package io.angelwire.job;

import java.util.List;

/** A running job's way to the engine; see {@link RunningJob} for what the methods mean. */
public interface JobControls {

    int LOG_LINES = 100;

    JobControls NONE = new JobControls() {
        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public void progress(Object progress) {}

        @Override
        public void log(String line) {}

        @Override
        public List<ChildResult> children() {
            return List.of();
        }
    };

    boolean isStopped();

    void progress(Object progress);

    void log(String line);

    List<ChildResult> children();
}
