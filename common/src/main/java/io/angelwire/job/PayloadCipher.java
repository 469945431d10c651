package io.angelwire.job;

/** Encrypts payloads and results of queues that carry personal data, before they leave the process. */
public interface PayloadCipher {

    PayloadCipher NONE = new PayloadCipher() {
        @Override
        public String encrypt(QueueName queue, String jobId, String json) {
            return json;
        }

        @Override
        public String decrypt(QueueName queue, String jobId, String stored) {
            return stored;
        }
    };

    /** @return JSON that {@link #decrypt} turns back; the same text if the queue's payloads are not encrypted */
    String encrypt(QueueName queue, String jobId, String json);

    /**
     * @param stored what {@link #encrypt} returned; text that was not encrypted is returned as it is
     * @throws IllegalArgumentException if its key is not known, or it was changed or belongs to another job
     */
    String decrypt(QueueName queue, String jobId, String stored);
}
