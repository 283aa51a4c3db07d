package io.talkoo.examples.taskapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.talkoo.engine.TaskFailedException;
import io.talkoo.engine.TaskHandle;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.examples.taskapp.MailTasks.Sent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTasksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private GreenMail server;
    private int port;

    @BeforeEach
    void start() {
        server = server(0);
        port = server.getSmtp().getPort();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static GreenMail server(int port) {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private TestEngine engine() {
        MailTasks tasks = new MailTasks(Apps.settings(Path.of("unused"), 0, port));
        return TestEngine.start(engine -> engine.tasks(tasks));
    }

    private static TaskHandle<Sent> send(TestEngine test, String to, String subject) {
        return test.engine().task(MailTasks::sendEmail).delay(to, subject, "Hyvää päivää!");
    }

    @Test
    void a_mail_arrives_as_it_was_written() throws Exception {
        try (TestEngine test = engine()) {
            TaskHandle<Sent> task = send(test, "aino@example.org", "Tervetuloa, näin");

            Sent sent = task.get(PATIENCE);

            assertThat(server.getReceivedMessages()).hasSize(1);
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("aino@example.org"));
            assertThat(mail.getSubject()).isEqualTo("Tervetuloa, näin");
            assertThat(mail.getContent()).hasToString("Hyvää päivää!");
            assertThat(mail.getMessageID()).isEqualTo(sent.messageId()).contains(task.id());
        }
    }

    @Test
    void a_mail_is_sent_once_the_server_is_back() {
        try (TestEngine test = engine()) {
            server.stop();
            TaskHandle<Sent> task = send(test, "aino@example.org", "Hello");
            test.awaitState(task, "RETRY");

            server = server(port);
            test.advance(Duration.ofSeconds(10));

            task.get(PATIENCE);
            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'nobody at home', Hello, AddressException",
        "aino@example.org, 'Hello\r\nBcc: louhi@example.org', 'subject: expected one line'"
    })
    void a_mail_that_can_never_be_sent_fails_at_once(String to, String subject, String problem) {
        try (TestEngine test = engine()) {
            TaskHandle<Sent> task = send(test, to, subject);

            assertThatThrownBy(() -> task.get(PATIENCE))
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessageContaining(problem);
            assertThat(task.status().retries()).isZero();
            assertThat(server.getReceivedMessages()).isEmpty();
        }
    }
}
