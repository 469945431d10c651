package io.angelwire.gateway.document;

import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.DocumentWorkflow;
import io.angelwire.domain.document.Documents;
import io.angelwire.domain.document.Viewer;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotencyKey;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** The files of documents: everybody who sees a document reads the current one, its founder the older ones, too. */
@Path("/api/documents/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Documents")
public class DocumentVersionResource {

    private final DocumentWorkflow workflow;
    private final Documents documents;
    private final Uploads uploads;
    private final DocumentContent content;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    DocumentVersionResource(
            DocumentWorkflow workflow,
            Documents documents,
            Uploads uploads,
            DocumentContent content,
            IdempotentRequests idempotent,
            Caller caller) {
        this.workflow = workflow;
        this.documents = documents;
        this.uploads = uploads;
        this.content = content;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    /** What makes an upload a repetition of an earlier one. */
    private record Upload(UUID documentId, String contentType, String sha256) {}

    @POST
    @Path("/versions")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @LimitedUploads
    @RolesAllowed({"founder", "admin"})
    @Operation(
            summary = "Upload a new version of a document",
            description = "It takes the place of the current one, which is removed after a day.")
    @Parameter(
            name = IdempotencyKey.HEADER,
            in = ParameterIn.HEADER,
            description = "Makes repeating safe: the same key with the same file gets the same answer for 24 hours.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @APIResponse(
            responseCode = "201",
            description = "Stored",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The address of the version's file"),
            content = @Content(schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    @APIResponse(responseCode = "429", ref = ApiDescription.TOO_MANY_REQUESTS)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Response replace(
            @PathParam("id") UUID id, @RestForm("file") @NotNull FileUpload upload, @Context HttpHeaders headers) {
        return uploads.use(upload, file -> {
            Upload request =
                    new Upload(id, file.type().mediaType(), file.staged().sha256());
            return idempotent.create(headers, request, () -> {
                DocumentVersion version = workflow.replace(viewer(), id, file);
                return new Created(
                        "/api/documents/%s/versions/%d/content".formatted(id, version.number),
                        DocumentView.of(version));
            });
        });
    }

    @GET
    @Path("/versions")
    @Operation(
            summary = "The versions of a document",
            description = "Newest first, a hundred at most. Others than its founder and admins see the current one.")
    @APIResponse(responseCode = "200", description = "Those whose files still exist")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public List<DocumentVersionView> list(@PathParam("id") UUID id) {
        return documents.versions(viewer(), id).orElseThrow(DocumentVersionResource::notFound).stream()
                .map(DocumentVersionView::of)
                .toList();
    }

    @GET
    @Path("/content")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "The file of a document", description = "Its current version, as a download.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "206", description = "The part of the file that Range names")
    @APIResponse(responseCode = "304", description = "The client has it already (If-None-Match)")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "416", ref = ApiDescription.RANGE_NOT_SATISFIABLE)
    public Response content(@PathParam("id") UUID id, @Context Request request, @Context HttpHeaders headers) {
        return content.of(
                documents.find(viewer(), id).orElseThrow(DocumentVersionResource::notFound), request, headers);
    }

    @GET
    @Path("/versions/{number}/content")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "The file of a version", description = "An older one for the founder and admins alone.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "206", description = "The part of the file that Range names")
    @APIResponse(responseCode = "304", description = "The client has it already (If-None-Match)")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "416", ref = ApiDescription.RANGE_NOT_SATISFIABLE)
    public Response content(
            @PathParam("id") UUID id,
            @PathParam("number") int number,
            @Context Request request,
            @Context HttpHeaders headers) {
        return content.of(
                documents.find(viewer(), id, number).orElseThrow(DocumentVersionResource::notFound), request, headers);
    }

    private Viewer viewer() {
        return new Viewer(caller.id(), caller.isAdmin());
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.DOCUMENT_NOT_FOUND, null);
    }
}
