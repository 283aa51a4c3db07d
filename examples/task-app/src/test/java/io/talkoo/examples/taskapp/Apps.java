package io.talkoo.examples.taskapp;

import io.talkoo.config.TalkooSettings;
import java.nio.file.Path;

/** The application in the tests' own process, on free ports. */
final class Apps {
    private Apps() {}

    static TaskApp start(Path directory) {
        TalkooSettings engine = TalkooSettings.defaults()
                .with("http.port", 0)
                .with("data-dir", directory.resolve("engine"))
                .with("shutdown.drain", "1s");
        return TaskApp.start(settings(directory, 25), engine);
    }

    static AppSettings settings(Path directory, int smtpPort) {
        return new AppSettings(0, directory.resolve("app"), "127.0.0.1", smtpPort, "task-app@localhost");
    }
}
