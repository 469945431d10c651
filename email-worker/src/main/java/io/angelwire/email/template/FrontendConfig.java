package io.angelwire.email.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where mails lead to. */
@ConfigMapping(prefix = "angelwire.frontend")
public interface FrontendConfig {

    /** The address of the frontend: http or https, its path with or without a slash. Default http://127.0.0.1:3000. */
    @WithDefault("http://127.0.0.1:3000")
    URI url();
}
