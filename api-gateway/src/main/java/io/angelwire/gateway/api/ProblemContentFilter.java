package io.angelwire.gateway.api;

import io.angelwire.gateway.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Says of every shared answer that its body is a problem, which the annotations would repeat eight times. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemContentFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var problem = OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
        document.getComponents().getResponses().values().forEach(response -> response.content(problem));
    }
}
