package io.angelwire.gateway.security.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.gateway.api.DescribedOperation;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Goes through every operation that the API describes, as everybody, with things of one's own and of others. */
@QuarkusTest
class AuthorizationWalkTest {

    @Inject
    @All
    List<AreaRules> areas;

    @Test
    void everyOperationHasARuleAndEveryRuleAnOperation() {
        Set<String> ruled = rules().map(Rule::operation).collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = DescribedOperation.all().stream()
                .map(DescribedOperation::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ruled).as("operations with a rule (see AreaRules)").isEqualTo(described);
    }

    @Test
    void whatIsNotPublicIsDescribedSo() {
        Set<String> secured = DescribedOperation.all().stream()
                .filter(DescribedOperation::secured)
                .map(DescribedOperation::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rules())
                .allSatisfy(rule -> assertThat(rule.letsNobodyIn())
                        .as(rule.toString())
                        .isEqualTo(secured.contains(rule.operation())));
    }

    @Test
    void everybodyMayWhatTheRulesSayAndNothingElse() {
        World world = new World();
        List<String> violations = new ArrayList<>();
        rules().forEach(rule -> {
            for (Actor actor : Actor.values()) {
                Response answer = rule.tryAs(actor, world);
                Outcome expected = rule.expected(actor);
                if (!expected.fits(answer.statusCode())) {
                    violations.add("%s as %s should be %s, and was answered %d %s"
                            .formatted(rule, actor, expected, answer.statusCode(), answer.asString()));
                } else if (expected == Outcome.HIDDEN && rule.namesAThing()) {
                    String nothing = rule.tryNothingAs(actor, world).asString();
                    if (!nothing.equals(answer.asString())) {
                        violations.add("%s as %s gives away that it exists: %s, where nothing is %s"
                                .formatted(rule, actor, answer.asString(), nothing));
                    }
                }
            }
        });

        assertThat(violations).isEmpty();
    }

    private Stream<Rule> rules() {
        return areas.stream().flatMap(area -> area.rules().stream());
    }
}
