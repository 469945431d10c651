package io.angelwire.gateway.account;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Has whoever makes a request in the table of users before the request is served. */
@ApplicationScoped
public class AccountMirrorFilter {

    private final AccountMirror mirror;
    private final CurrentVertxRequest http;

    AccountMirrorFilter(AccountMirror mirror, CurrentVertxRequest http) {
        this.mirror = mirror;
        this.http = http;
    }

    /** Public endpoints have asked nobody who they are; those on the event loop use no database, and can't wait for it. */
    @ServerRequestFilter
    public void mirror() {
        if (BlockingOperationControl.isBlockingAllowed()
                && http.getCurrent().user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            TokenProfile.of(token).filter(profile -> !mirror.has(profile)).ifPresent(profile -> {
                mirror.store(profile);
                mirror.remember(profile);
            });
        }
    }
}
