package io.angelwire.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Goes through a list page by page, each no larger than what is still wanted, so that no cursor lies within a page. */
final class JobSearch {

    private JobSearch() {}

    static CompletionStage<JobPage> page(
            QueueInspector inspector, QueueName queue, JobFilter filter, String cursor, int most) {
        return more(inspector, queue, filter, cursor, most, QueueInspector.MOST_LOOKED, List.of());
    }

    private static CompletionStage<JobPage> more(
            QueueInspector inspector,
            QueueName queue,
            JobFilter filter,
            String cursor,
            int most,
            int toLook,
            List<JobDetails> found) {
        return inspector
                .list(queue, filter.state(), cursor, Math.min(most - found.size(), toLook))
                .thenCompose(page -> {
                    List<JobDetails> all = new ArrayList<>(found);
                    page.jobs().stream().filter(filter).forEach(all::add);
                    // A page of jobs that have just gone is empty, and costs a look all the same.
                    int left = toLook - Math.max(page.jobs().size(), 1);
                    return page.next().isEmpty() || all.size() == most || left <= 0
                            ? CompletableFuture.completedFuture(new JobPage(all, page.next()))
                            : more(inspector, queue, filter, page.next(), most, left, all);
                });
    }
}
