package io.angelwire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private final JWTAuthContextInfo rules = new JWTAuthContextInfo();
    private final List<String> verified = new ArrayList<>();
    private long secondsLeft = 60;
    private final VerifiedTokens tokens = new VerifiedTokens(new JWTCallerPrincipalFactory() {
        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo by) throws ParseException {
            verified.add(token);
            if (token.equals("forged")) {
                throw new ParseException("forged");
            }
            JwtClaims claims = new JwtClaims();
            claims.setSubject(token);
            NumericDate end = NumericDate.now();
            end.addSeconds(secondsLeft);
            claims.setExpirationTime(end);
            return new DefaultJWTCallerPrincipal(claims);
        }
    });

    @Test
    void verifiesATokenOnceAndKeepsThemApart() throws ParseException {
        assertThat(tokens.parse("ada", rules).getSubject()).isEqualTo("ada");
        assertThat(tokens.parse("bob", rules).getSubject()).isEqualTo("bob");
        assertThat(tokens.parse("ada", rules).getSubject()).isEqualTo("ada");

        assertThat(verified).containsExactly("ada", "bob");
    }

    @Test
    void verifiesATokenAgainThatHasEndedMeanwhile() throws ParseException {
        secondsLeft = 0;
        tokens.parse("ada", rules);
        tokens.parse("ada", rules);

        assertThat(verified).containsExactly("ada", "ada");
    }

    @Test
    void whatPassesBySomeRulesIsVerifiedByOthers() throws ParseException {
        tokens.parse("ada", rules);
        tokens.parse("ada", new JWTAuthContextInfo());

        assertThat(verified).containsExactly("ada", "ada");
    }

    @Test
    void remembersNoRefusal() {
        assertThatThrownBy(() -> tokens.parse("forged", rules)).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> tokens.parse("forged", rules)).isInstanceOf(ParseException.class);

        assertThat(verified).hasSize(2);
    }
}
