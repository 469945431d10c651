package io.angelwire.email.smtp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The mail server and who mails are from. */
@ConfigMapping(prefix = "angelwire.smtp")
public interface SmtpConfig {

    /** Whether a connection that begins in plain text changes to TLS (RFC 3207). */
    enum StartTls {
        DISABLED,
        /** If the server offers it. */
        OPTIONAL,
        REQUIRED
    }

    /** The server's name or address. Default 127.0.0.1. */
    @WithDefault("127.0.0.1")
    String host();

    /** The server's port. Default 1025, where the local stack's catcher listens. */
    @WithDefault("1025")
    int port();

    /** The sender, {@code Name <address>}. Its domain is also that of every Message-ID: changing it changes them. */
    @WithDefault("Angelwire <no-reply@angelwire.example>")
    String from();

    /** Absent for a server that asks for no login. */
    Optional<String> username();

    Optional<String> password();

    /** TLS from the first byte (port 465). Default false. */
    @WithDefault("false")
    boolean tls();

    /** Default OPTIONAL; set REQUIRED wherever the server is not on this machine. */
    @WithDefault("optional")
    StartTls startTls();

    /**
     * Connections at most. More than the queue's concurrency, so that no mail waits, unsent and not to be called back,
     * behind connections that hang. Default 10.
     */
    @WithDefault("10")
    int connections();

    /** How long opening a connection may take. Default 5 s. */
    @WithDefault("5S")
    Duration connectTimeout();

    /**
     * A connection without traffic for this long is closed, whether it waits in the pool or for an answer. Longer than
     * one mail may take. Default 25 s.
     */
    @WithDefault("25S")
    Duration idleTimeout();
}
