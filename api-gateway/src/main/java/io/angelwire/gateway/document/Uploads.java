package io.angelwire.gateway.document;

import io.angelwire.domain.document.ContentType;
import io.angelwire.domain.document.NewFile;
import io.angelwire.gateway.document.UploadMeters.Refusal;
import io.angelwire.gateway.http.BodyLimitConfig;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.storage.FileStorage;
import io.angelwire.storage.FileTooLargeException;
import io.angelwire.storage.StagedFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Takes over the files that clients send: checked, and on the storage's side. */
@ApplicationScoped
class Uploads {

    private static final String ACCEPTED =
            Arrays.stream(ContentType.values()).map(ContentType::mediaType).collect(Collectors.joining(", "));

    private final FileStorage storage;
    private final FormatDetector formats;
    private final UploadMeters meters;
    private final long limit;

    Uploads(FileStorage storage, FormatDetector formats, UploadMeters meters, BodyLimitConfig config) {
        this.storage = storage;
        this.formats = formats;
        this.meters = meters;
        this.limit = config.maxFileSize().asLongValue();
    }

    /**
     * Hands the staged file to what is to be done with it; what that has not kept is forgotten then.
     *
     * @throws ProblemException if the file is empty, too large, or in no format that is accepted
     */
    <T> T use(FileUpload upload, Function<NewFile, T> action) {
        try {
            if (upload.size() == 0) {
                throw refused(ProblemType.FILE_EMPTY, null);
            }
            ContentType type = formats.detect(upload.uploadedFile(), upload.fileName())
                    .orElseThrow(() -> refused(ProblemType.FILE_TYPE_NOT_ACCEPTED, "Accepted are: " + ACCEPTED + "."));
            try (InputStream content = Files.newInputStream(upload.uploadedFile());
                    StagedFile staged = storage.stage(content, limit)) {
                T done = action.apply(new NewFile(type, staged));
                // Not of a repetition, which is answered as before and stores nothing.
                if (staged.isKept()) {
                    meters.stored(staged.size());
                }
                return done;
            }
        } catch (FileTooLargeException tooLarge) {
            throw refused(ProblemType.BODY_TOO_LARGE, tooLarge.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProblemException refused(ProblemType type, String detail) {
        meters.refused(Refusal.NOT_ACCEPTED);
        return new ProblemException(type, detail);
    }
}
