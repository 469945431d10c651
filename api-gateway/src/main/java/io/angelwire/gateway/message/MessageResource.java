package io.angelwire.gateway.message;

import io.angelwire.domain.message.Conversations;
import io.angelwire.domain.message.Message;
import io.angelwire.domain.message.MessageHistory;
import io.angelwire.domain.message.Messages;
import io.angelwire.domain.message.Participant;
import io.angelwire.domain.page.Slice;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotencyKey;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.security.Caller;
import io.angelwire.realtime.Room;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/** Chat about pitches and investments: the rooms, rights and messages of the realtime service. */
@Path("/api/messages")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Messages")
public class MessageResource {

    private final Messages messages;
    private final MessageHistory history;
    private final Conversations conversations;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    MessageResource(
            Messages messages,
            MessageHistory history,
            Conversations conversations,
            IdempotentRequests idempotent,
            Caller caller) {
        this.messages = messages;
        this.history = history;
        this.conversations = conversations;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Messages, newest first",
            description =
                    "Of a pitch that the caller may see, of an investment that the caller is a party of, or between"
                            + " the caller and another user. One of `pitchId`, `investmentId` and `with` is needed.")
    @APIResponse(responseCode = "200", description = "A page of messages")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Page<MessageView> list(@BeanParam MessageFilter filter, @BeanParam PageRequest page) {
        filter.check();
        Room room = filter.room();
        Slice<Message> found = room == null
                ? history.between(participant(), filter.with(), page.after(), page.limit())
                : history.inRoom(participant(), room, page.after(), page.limit());
        return Page.of(found, MessageView::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Write a message",
            description = "Who is in its rooms is told as by the realtime service. With a `clientMessageId` it may be"
                    + " repeated over either way: it is stored once.")
    @Parameter(
            name = IdempotencyKey.HEADER,
            in = ParameterIn.HEADER,
            description = "Makes repeating safe: the same key with the same body gets the same answer for 24 hours.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @APIResponse(
            responseCode = "201",
            description = "Stored",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The message's address"),
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response send(@NotNull @Valid MessageRequest request, @Context HttpHeaders headers) {
        return idempotent.create(headers, request, () -> {
            Message stored = messages.send(participant(), request.message());
            return new Created("/api/messages/" + stored.id, MessageView.of(stored));
        });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A message", description = "For who may be in one of its rooms.")
    @APIResponse(
            responseCode = "200",
            description = "The message",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public MessageView get(@PathParam("id") UUID id) {
        return MessageView.of(history.get(participant(), id));
    }

    @GET
    @Path("/conversations")
    @Operation(
            summary = "The caller's conversations, with what is unread",
            description = "Pitches that the caller has founded, written to or was addressed in, and the caller's"
                    + " investments, if there are messages; by the newest message.")
    @APIResponse(responseCode = "200", description = "A page of conversations")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<ConversationView> conversations(@BeanParam PageRequest page) {
        return Page.of(conversations.of(participant(), page.after(), page.limit()), ConversationView::of);
    }

    @POST
    @Path("/read")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The caller has read a room's messages up to this one",
            description =
                    "An older message than before changes nothing. The caller's notifications of these messages are"
                            + " read, too. Who should know is told by `message_read`.")
    @APIResponse(responseCode = "204", description = "Noted")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public void read(@NotNull @Valid ReadRequest request) {
        messages.markRead(participant(), request.room(), request.messageId());
    }

    private Participant participant() {
        return new Participant(caller.id(), caller.isAdmin());
    }
}
