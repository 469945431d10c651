package io.angelwire.job.runtime;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds for jobs of every queue. */
@ConfigMapping(prefix = "angelwire.jobs")
public interface JobsConfig {

    /** The largest payload of a job, as JSON. Default 256 KiB. */
    @WithDefault("256K")
    MemorySize maxPayload();

    /** The part of Redis's {@code maxmemory} above which no new jobs are taken, 0 to 1. Default 0.9. */
    @WithDefault("0.9")
    double refuseAboveMemory();

    Encryption encryption();

    /** Payloads of queues that carry personal data can be encrypted before they leave the process. */
    interface Encryption {

        /** Queues whose payloads are encrypted. Default: none. */
        Optional<Set<String>> queues();

        /** AES keys by id: base64 of 16, 24 or 32 random bytes. Old ones stay until no job needs them. */
        Map<String, String> keys();

        /** The id of the key that encrypts. Needed when {@link #queues} has any. */
        Optional<String> activeKey();
    }
}
