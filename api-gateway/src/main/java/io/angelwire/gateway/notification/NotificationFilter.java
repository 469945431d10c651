package io.angelwire.gateway.notification;

import io.angelwire.domain.notification.NotificationInbox;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.gateway.http.QueryParameters;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which notifications a client wants; a {@code @BeanParam}. */
public class NotificationFilter {

    @Parameter(
            name = "unread",
            in = ParameterIn.QUERY,
            description = "Only those that were not read",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @QueryParam("unread")
    String unread;

    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Only those of this type",
            schema = @Schema(implementation = NotificationType.class))
    @QueryParam("type")
    String type;

    NotificationInbox.Filter filter() {
        return new NotificationInbox.Filter(
                QueryParameters.flag("unread", unread), QueryParameters.oneOf("type", type, NotificationType.class));
    }
}
