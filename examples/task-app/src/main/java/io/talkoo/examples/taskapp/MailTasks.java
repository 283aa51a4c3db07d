package io.talkoo.examples.taskapp;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Sends mail, and tries again while the server cannot be reached. */
final class MailTasks {
    private static final String TIMEOUT_MILLIS = "10000";

    private final Session session;
    private final String from;

    MailTasks(AppSettings settings) {
        Properties smtp = new Properties();
        smtp.put("mail.smtp.host", settings.smtpHost());
        smtp.put("mail.smtp.port", settings.smtpPort());
        smtp.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        smtp.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        smtp.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        session = Session.getInstance(smtp);
        from = settings.mailFrom();
    }

    /** What was handed to the mail server. */
    record Sent(String to, String messageId) {}

    /** An address or a mail that the server refuses is not sent again: it would be refused again. */
    @Task(
            name = "tasks.send_email",
            autoRetryFor = MessagingException.class,
            dontAutoRetryFor = {AddressException.class, SendFailedException.class},
            maxRetries = 5,
            retryDelay = "10s",
            retryBackoff = true,
            timeLimit = "60s")
    Sent sendEmail(TaskContext task, String to, String subject, String body) throws MessagingException {
        Mail mail = new Mail(session, "<" + task.id() + "@task-app>");
        mail.setFrom(new InternetAddress(from, true));
        mail.setRecipient(RecipientType.TO, new InternetAddress(to, true));
        mail.setSubject(oneLine(subject), StandardCharsets.UTF_8.name());
        mail.setText(body, StandardCharsets.UTF_8.name());
        Transport.send(mail);
        return new Sent(to, mail.id);
    }

    /** A line break would begin another header. */
    private static String oneLine(String subject) {
        if (subject.lines().count() > 1) {
            throw new IllegalArgumentException("subject: expected one line, got several");
        }
        return subject;
    }

    /** A task may run twice; the same id tells the mail program that it is the same mail. */
    private static final class Mail extends MimeMessage {
        private final String id;

        Mail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
