package io.angelwire.email.smtp;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** The pooled connections to the SMTP server. Opening one costs many times a mail. */
class SmtpClient {

    @Produces
    @Singleton
    MailClient open(Vertx vertx, SmtpConfig config) {
        MailConfig mail = new MailConfig(config.host(), config.port())
                .setSsl(config.tls())
                .setStarttls(StartTLSOptions.valueOf(config.startTls().name()))
                .setMaxPoolSize(config.connections())
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectTimeout((int) config.connectTimeout().toMillis());
        config.username()
                .ifPresent(username -> mail.setLogin(LoginOption.REQUIRED)
                        .setUsername(username)
                        .setPassword(config.password().orElse("")));
        return MailClient.create(vertx, mail);
    }

    void close(@Disposes MailClient client) {
        client.close();
    }
}
