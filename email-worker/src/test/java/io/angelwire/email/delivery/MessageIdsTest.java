package io.angelwire.email.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageIdsTest {

    private final MessageIds ids = MessageIds.ofSender("Angelwire <no-reply@angelwire.example>");

    @Test
    void keepsAPlainJobIdReadable() {
        assertThat(ids.of("0199-ab.email")).isEqualTo("<0199-ab.email@angelwire.example>");
    }

    @Test
    void hashesAJobIdThatCouldEndTheHeader() {
        assertThat(ids.of("a>b@c"))
                .matches("<[0-9a-f]{64}@angelwire\\.example>")
                .isEqualTo(ids.of("a>b@c"));
        assertThat(ids.of("a..b")).doesNotContain("..");
    }

    @Test
    void takesTheDomainOfABareAddressToo() {
        assertThat(MessageIds.ofSender("no-reply@mail.example").domain()).isEqualTo("mail.example");
    }

    @Test
    void refusesASenderWithoutAnAddress() {
        assertThatThrownBy(() -> MessageIds.ofSender("Angelwire")).hasMessageContaining("angelwire.smtp.from");
    }
}
