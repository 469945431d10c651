package io.angelwire.gateway.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Says of every operation how it is refused for reasons that are none of its own: 401 where it needs a token, 414 where it
 * has a query, 413 and 415 where it has a body. The annotations would repeat them at each.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonRefusalsFilter implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            refuse(operation, "401", ApiDescription.UNAUTHORIZED);
        }
        if (operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.QUERY)) {
            refuse(operation, "414", ApiDescription.ADDRESS_TOO_LONG);
        }
        if (operation.getRequestBody() != null) {
            refuse(operation, "413", ApiDescription.TOO_LARGE);
            refuse(operation, "415", ApiDescription.UNSUPPORTED_MEDIA_TYPE);
        }
        return operation;
    }

    private static void refuse(Operation operation, String status, String response) {
        operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().ref("#/components/responses/" + response));
    }
}
