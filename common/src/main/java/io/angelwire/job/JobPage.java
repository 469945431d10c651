package io.angelwire.job;

import java.util.List;

/** @param next the cursor of the next page; empty if there is none */
public record JobPage(List<JobDetails> jobs, String next) {}
