package io.talkoo.examples.taskapp;

import io.talkoo.config.TalkooSettings;
import java.nio.file.Path;

/** The application in the tests' own process, on free ports. */
final class Apps {
    private Apps() {}

    static TaskApp start(Path directory) {
        return start(directory, 0);
    }

    static TaskApp start(Path directory, int port) {
        TalkooSettings engine = TalkooSettings.defaults()
                .with("http.port", 0)
                .with("data-dir", directory.resolve("engine"))
                .with("shutdown.drain", "1s");
        return TaskApp.start(settings(directory, port, 25), engine);
    }

    static AppSettings settings(Path directory, int port, int smtpPort) {
        return new AppSettings(port, directory.resolve("app"), "127.0.0.1", smtpPort, "task-app@localhost");
    }
}
