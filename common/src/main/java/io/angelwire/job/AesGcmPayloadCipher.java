package io.angelwire.job;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM (NIST SP 800-38D) with a random 96-bit nonce per text and keys by id, so that keys can be rotated: new texts
 * are encrypted with the active key, old ones decrypted with theirs. Queue and job id are authenticated with the text: it
 * can't be moved to another job. Stored as the JSON string {@code "enc:v1:<key id>:<base64 of nonce and ciphertext>"}.
 */
public final class AesGcmPayloadCipher implements PayloadCipher {

    private static final String PREFIX = "\"enc:v1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys = new TreeMap<>();
    private final String activeKey;
    private final Set<QueueName> queues;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param keys base64 of 16, 24 or 32 random bytes, by id (letters, digits, '-', '_')
     * @param activeKey the id of the key that encrypts
     * @param queues whose payloads are encrypted
     * @throws IllegalArgumentException if a key is unusable or the active one is missing; never shows a key
     */
    public AesGcmPayloadCipher(Map<String, String> keys, String activeKey, Set<QueueName> queues) {
        keys.forEach((id, key) -> this.keys.put(id, read(id, key)));
        if (!this.keys.containsKey(activeKey)) {
            throw new IllegalArgumentException(
                    "there is no encryption key with the id of the active one: " + activeKey);
        }
        this.activeKey = activeKey;
        this.queues = Set.copyOf(queues);
    }

    private static SecretKeySpec read(String id, String key) {
        if (!id.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException("not an id of an encryption key (letters, digits, '-', '_'): " + id);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            if (bytes.length == 16 || bytes.length == 24 || bytes.length == 32) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text.
        }
        throw new IllegalArgumentException("encryption key " + id + " is not base64 of 16, 24 or 32 bytes");
    }

    @Override
    public String encrypt(QueueName queue, String jobId, String json) {
        // A dead letter that is tried again is encrypted already.
        if (!queues.contains(queue) || json.startsWith(PREFIX)) {
            return json;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, activeKey, nonce, queue, jobId)
                    .doFinal(json.getBytes(StandardCharsets.UTF_8));
            byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, stored, NONCE_BYTES, encrypted.length);
            return PREFIX + activeKey + ":" + Base64.getEncoder().encodeToString(stored) + "\"";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("payloads can't be encrypted", e);
        }
    }

    @Override
    public String decrypt(QueueName queue, String jobId, String stored) {
        if (!stored.startsWith(PREFIX)) {
            return stored;
        }
        int colon = stored.indexOf(':', PREFIX.length());
        String id = colon < 0 ? "" : stored.substring(PREFIX.length(), colon);
        if (!keys.containsKey(id)) {
            throw new IllegalArgumentException("the payload's encryption key is not known here: " + id);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(stored.substring(colon + 1, stored.length() - 1));
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, id, Arrays.copyOf(bytes, NONCE_BYTES), queue, jobId);
            return new String(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("the payload can't be decrypted: changed, or another job's", e);
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce, QueueName queue, String jobId)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((queue + "\n" + jobId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
