package io.angelwire.gateway.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.domain.jobtype.JobType;
import io.angelwire.domain.jobtype.JobTypes;
import io.angelwire.gateway.json.StrictJson;
import io.angelwire.gateway.json.UnstorableText;
import io.angelwire.gateway.problem.JsonProblems;
import io.angelwire.gateway.problem.Problem;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;

/** Reads payloads as their handlers will, so that what they would refuse is refused here. */
@ApplicationScoped
class JobPayloads {

    private static final String PAYLOAD = "/payload";

    private final ObjectMapper json;
    private final Validator validator;

    JobPayloads(StrictJson json, Validator validator) {
        this.json = json.getContext(ObjectNode.class);
        this.validator = validator;
    }

    /**
     * @return the record of the kind of job
     * @throws ProblemException if the queue has no jobs of that name, or saying where the payload is none of them
     */
    Object read(QueueName queue, String name, ObjectNode payload) {
        JobType<?> type = JobTypes.find(queue, name)
                .orElseThrow(() -> ProblemException.invalid(
                        "/name", "is no job of this queue; there are: " + String.join(", ", JobTypes.names(queue))));
        List<String> unstorable = UnstorableText.in(payload, PAYLOAD);
        if (!unstorable.isEmpty()) {
            throw ProblemException.invalid(unstorable.stream()
                    .map(pointer -> new Problem.Error(pointer, "must not contain NUL or half of a character"))
                    .toList());
        }
        return read(type, payload);
    }

    private <T> T read(JobType<T> type, ObjectNode payload) {
        T read;
        try {
            read = json.treeToValue(payload, type.payload());
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid(JsonProblems.errors(PAYLOAD, e));
        }
        List<Problem.Error> errors = validator.validate(read).stream()
                .map(violation -> new Problem.Error(pointer(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Problem.Error::pointer).thenComparing(Problem.Error::detail))
                .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        try {
            type.check().accept(read);
        } catch (IllegalArgumentException meaningless) {
            throw ProblemException.invalid(PAYLOAD, meaningless.getMessage());
        }
        return read;
    }

    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder(PAYLOAD);
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
