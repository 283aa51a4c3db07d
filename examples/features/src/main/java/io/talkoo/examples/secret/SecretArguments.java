package io.talkoo.examples.secret;

import io.talkoo.engine.Secret;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskFailedException;
import io.talkoo.engine.TaskHandle;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.util.Map;

/** Passwords and tokens reach the tasks that need them, and are shown to nobody who looks at those tasks. */
public final class SecretArguments {
    private static final Duration SOON = Duration.ofSeconds(10);

    record Login(String user, @Secret String password) {}

    static class Accounts {
        @Task
        String open(Login login) {
            return login.user() + "'s password has " + login.password().length() + " letters";
        }

        @Task
        @Secret
        String recoveryCode(String user) {
            return "4711-0815";
        }

        @Task
        void close(String user, @Secret String password) {
            throw new IllegalArgumentException("\"" + password + "\" is not the password of " + user);
        }
    }

    private SecretArguments() {}

    public static void main(String[] args) {
        try (TaskEngine engine = TaskEngine.builder()
                .tasks(new Accounts())
                .with("tasks.secret-names", "pin")
                .start()) {
            TaskHandle<String> opened = engine.task(Accounts::open).delay(new Login("Aino", "sesame"));
            System.out.println(opened.get(SOON));
            System.out.println("shown: " + opened.status().args());

            TaskHandle<String> code = engine.task(Accounts::recoveryCode).delay("Aino");
            System.out.println("asked for: " + code.get(SOON));
            System.out.println("shown: " + code.status().result());

            TaskHandle<Void> closed = engine.task(Accounts::close).delay("Aino", "simsalabim");
            try {
                closed.get(SOON);
            } catch (TaskFailedException e) {
                System.out.println("failed: " + e.getMessage());
            }

            TaskRequest named = TaskRequest.named("Accounts.recoveryCode")
                    .args(JsonBytes.of("[\"Eino\"]"))
                    .headers(Map.of("PIN", "1234"))
                    .build();
            System.out.println(
                    "a name of the settings: " + engine.submit(named).status().headers());
        }
    }
}
