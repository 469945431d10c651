package io.angelwire.gateway.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A job that a program enqueues. */
record JobRequest(
        @NotNull @Size(max = 100) @Schema(description = "What is to be done", examples = "investment_confirmation")
        String name,

        @NotNull
        @Schema(type = SchemaType.OBJECT, description = "What the job's handler reads; its form goes by the name")
        ObjectNode payload,

        @Pattern(regexp = JobRequest.ID)
        @Schema(
                description =
                        "Makes repeating safe for as long as the queue knows the job: the same id is the same job, "
                                + "and its first payload stands. A new one without it.")
        String id,

        @Valid JobOptionsRequest options) {

    static final String ID = "[A-Za-z0-9_-]{1,80}";
}
