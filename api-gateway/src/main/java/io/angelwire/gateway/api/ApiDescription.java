package io.angelwire.gateway.api;

import io.angelwire.gateway.problem.Problem;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the OpenAPI document says of the API as a whole. {@link ProblemContentFilter} adds the form of the problems. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Angelwire API",
                        version = "1",
                        description = "Invest in pitches; payment, mail and notifications follow in the background. "
                                + "Live events come by WebSocket from the realtime service.",
                        license =
                                @License(
                                        name = "Apache-2.0",
                                        url = "https://www.apache.org/licenses/LICENSE-2.0.html")),
        components =
                @Components(
                        schemas = @Schema(name = "Problem", implementation = Problem.class),
                        parameters = {
                            @Parameter(
                                    name = ApiDescription.IDEMPOTENCY_KEY,
                                    in = ParameterIn.HEADER,
                                    description = "Makes repeating safe: the same key with the same body gets the same"
                                            + " answer for 24 hours.",
                                    schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255)),
                            @Parameter(
                                    name = ApiDescription.IF_MATCH,
                                    in = ParameterIn.HEADER,
                                    required = true,
                                    description = "The ETag of the version that the change is made to",
                                    schema = @Schema(type = SchemaType.STRING))
                        },
                        responses = {
                            @APIResponse(
                                    name = ApiDescription.BAD_REQUEST,
                                    description = "The body, a header or a parameter can't be read"),
                            @APIResponse(
                                    name = ApiDescription.UNAUTHORIZED,
                                    description = "The token is missing, expired or not valid; the code tells which"),
                            @APIResponse(name = ApiDescription.FORBIDDEN, description = "The caller may not do this"),
                            @APIResponse(
                                    name = ApiDescription.NOT_FOUND,
                                    description = "It doesn't exist, or not for this caller"),
                            @APIResponse(name = ApiDescription.CONFLICT, description = "Not in the present state"),
                            @APIResponse(
                                    name = ApiDescription.PRECONDITION_FAILED,
                                    description = "If-Match names another version than the present one"),
                            @APIResponse(
                                    name = ApiDescription.PRECONDITION_REQUIRED,
                                    description = "If-Match is missing"),
                            @APIResponse(
                                    name = ApiDescription.TOO_LARGE,
                                    description = "The body is over 1 MiB, or an uploaded file over its own limit"),
                            @APIResponse(
                                    name = ApiDescription.ADDRESS_TOO_LONG,
                                    description = "Path and query are longer than 8,000 bytes"),
                            @APIResponse(
                                    name = ApiDescription.RANGE_NOT_SATISFIABLE,
                                    description = "The file has nothing of that range"),
                            @APIResponse(
                                    name = ApiDescription.UNSUPPORTED_MEDIA_TYPE,
                                    description =
                                            "The body isn't application/json, or the file of no type that is accepted"),
                            @APIResponse(
                                    name = ApiDescription.UNPROCESSABLE,
                                    description = "The body can be read, but its values can't be accepted"),
                            @APIResponse(
                                    name = ApiDescription.TOO_MANY_REQUESTS,
                                    description =
                                            "Too many of the caller's at once; Retry-After says when to try again"),
                            @APIResponse(
                                    name = ApiDescription.UNAVAILABLE,
                                    description = "Not at the moment; Retry-After says when to try again")
                        }))
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "A token of the identity provider")
public class ApiDescription extends Application {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    public static final String IF_MATCH = "If-Match";
    public static final String BAD_REQUEST = "BadRequest";
    public static final String UNAUTHORIZED = "Unauthorized";
    public static final String FORBIDDEN = "Forbidden";
    public static final String NOT_FOUND = "NotFound";
    public static final String CONFLICT = "Conflict";
    public static final String PRECONDITION_FAILED = "PreconditionFailed";
    public static final String PRECONDITION_REQUIRED = "PreconditionRequired";
    public static final String TOO_LARGE = "TooLarge";
    public static final String ADDRESS_TOO_LONG = "AddressTooLong";
    public static final String RANGE_NOT_SATISFIABLE = "RangeNotSatisfiable";
    public static final String UNSUPPORTED_MEDIA_TYPE = "UnsupportedMediaType";
    public static final String UNPROCESSABLE = "Unprocessable";
    public static final String TOO_MANY_REQUESTS = "TooManyRequests";
    public static final String UNAVAILABLE = "Unavailable";
}
