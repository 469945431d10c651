package io.angelwire.gateway.demo;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Takes the sign-in out of the OpenAPI document where it doesn't exist. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class DemoApiFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        boolean enabled = ConfigProvider.getConfig()
                .getOptionalValue("angelwire.demo.enabled", Boolean.class)
                .orElse(false);
        if (!enabled) {
            document.getPaths().removePathItem(DemoSignInResource.PATH);
            document.getComponents().getSchemas().keySet().stream()
                    .filter(name -> name.startsWith("Demo"))
                    .toList()
                    .forEach(document.getComponents()::removeSchema);
            document.setTags(document.getTags().stream()
                    .filter(tag -> !tag.getName().equals("Demo"))
                    .toList());
        }
    }
}
