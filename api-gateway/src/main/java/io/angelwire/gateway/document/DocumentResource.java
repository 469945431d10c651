package io.angelwire.gateway.document;

import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.DocumentWorkflow;
import io.angelwire.domain.document.Documents;
import io.angelwire.domain.document.NewDocument;
import io.angelwire.domain.document.Viewer;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.http.Versions;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotencyKey;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

/** Documents: uploaded and changed by founders, read by those to whom they are visible. */
@Path("/api/documents")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Documents")
public class DocumentResource {

    private static final String UUID_SYNTAX =
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    private final DocumentWorkflow workflow;
    private final Documents documents;
    private final Uploads uploads;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    DocumentResource(
            DocumentWorkflow workflow,
            Documents documents,
            Uploads uploads,
            IdempotentRequests idempotent,
            Caller caller) {
        this.workflow = workflow;
        this.documents = documents;
        this.uploads = uploads;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    /** What makes an upload a repetition of an earlier one. */
    private record Upload(NewDocument document, String contentType, String sha256) {}

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @LimitedUploads
    @RolesAllowed({"founder", "admin"})
    @Operation(
            summary = "Upload a document",
            description =
                    "PDF, Word, PowerPoint, Excel (without macros), text, CSV, PNG or JPEG, by the file's content."
                            + " The text of a PITCH_DECK can be searched soon after.")
    @Parameter(
            name = IdempotencyKey.HEADER,
            in = ParameterIn.HEADER,
            description = "Makes repeating safe: the same key with the same file and fields gets the same answer for 24"
                    + " hours.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @APIResponse(
            responseCode = "201",
            description = "Stored",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The document's address"),
            content = @Content(schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    @APIResponse(responseCode = "429", ref = ApiDescription.TOO_MANY_REQUESTS)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Response upload(@BeanParam @Valid UploadForm form, @Context HttpHeaders headers) {
        NewDocument document = form.document();
        return uploads.use(form.file, file -> {
            Upload request =
                    new Upload(document, file.type().mediaType(), file.staged().sha256());
            return idempotent.create(headers, request, () -> {
                DocumentVersion version = workflow.upload(viewer(), document, file);
                return new Created("/api/documents/" + version.document.id, DocumentView.of(version));
            });
        });
    }

    @GET
    @Operation(summary = "Documents", description = "Those that the caller may see, newest first.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<DocumentView> list(
            @QueryParam("startupId")
                    @Parameter(description = "Of this startup alone", schema = @Schema(implementation = UUID.class))
                    String startupId,
            @QueryParam("pitchId")
                    @Parameter(description = "Of this pitch alone", schema = @Schema(implementation = UUID.class))
                    String pitchId,
            @BeanParam PageRequest page) {
        return Page.of(
                documents.list(
                        viewer(), uuid("startupId", startupId), uuid("pitchId", pitchId), page.after(), page.limit()),
                DocumentView::of);
    }

    @GET
    @Path("/search")
    @Operation(
            summary = "Search the text of pitch decks",
            description = "Among what the caller may see, best first. As people type it: words, \"phrases\", `or`,"
                    + " `-without`.")
    @APIResponse(responseCode = "200", description = "A page of hits")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<SearchHitView> search(
            @QueryParam("q")
                    @Parameter(
                            description = "What to look for",
                            required = true,
                            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 200))
                    String text,
            @BeanParam PageRequest page) {
        SearchRequest request = SearchRequest.of(text, page);
        return Page.of(
                request.slice(documents.search(viewer(), request.text(), request.offset(), request.limit() + 1)),
                SearchHitView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A document", description = "What is known of it; its file is at `/content`.")
    @APIResponse(
            responseCode = "200",
            description = "The document as it is now",
            headers = @Header(name = HttpHeaders.ETAG, description = "To be sent as If-Match with a change"),
            content = @Content(schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Response get(@PathParam("id") UUID id) {
        return documents
                .find(viewer(), id)
                .map(DocumentResource::response)
                .orElseThrow(() -> new ProblemException(ProblemType.DOCUMENT_NOT_FOUND, null));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"founder", "admin"})
    @Transactional
    @Operation(summary = "Rename a document, or change who may see it")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of what was read",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The document as it is now",
            headers = @Header(name = HttpHeaders.ETAG, description = "Its new version"),
            content = @Content(schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "412", ref = ApiDescription.PRECONDITION_FAILED)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    @APIResponse(responseCode = "428", ref = ApiDescription.PRECONDITION_REQUIRED)
    public Response update(
            @PathParam("id") UUID id, @NotNull @Valid DocumentChanges changes, @Context HttpHeaders headers) {
        String name = changes.name() == null ? null : changes.name().strip();
        return response(workflow.update(
                viewer(),
                id,
                name,
                changes.visibility(),
                document -> Versions.requireMatch(headers, document.version)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"founder", "admin"})
    @Operation(summary = "Delete a document", description = "With all its versions. Nobody sees it from then on.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public void delete(@PathParam("id") UUID id) {
        workflow.delete(viewer(), id);
    }

    private Viewer viewer() {
        return new Viewer(caller.id(), caller.isAdmin());
    }

    private static Response response(DocumentVersion version) {
        return Response.ok(DocumentView.of(version))
                .tag(Versions.etag(version.document.version))
                .build();
    }

    private static UUID uuid(String parameter, String value) {
        if (value != null && !value.matches(UUID_SYNTAX)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The parameter " + parameter + " is a UUID.");
        }
        return value == null ? null : UUID.fromString(value);
    }
}
