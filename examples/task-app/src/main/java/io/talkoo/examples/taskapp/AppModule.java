package io.talkoo.examples.taskapp;

import io.talkoo.engine.TaskModule;
import io.talkoo.engine.TaskRegistrar;

/** The application's tasks, for its own engine and for a stock node that is given the jar. */
public final class AppModule implements TaskModule {
    private final AppSettings settings;

    /** As the environment says: this is how a node makes it. */
    public AppModule() {
        this(AppSettings.from(System.getenv()));
    }

    AppModule(AppSettings settings) {
        this.settings = settings;
    }

    @Override
    public void register(TaskRegistrar registrar) {
        registrar.tasks(
                new BasicTasks(),
                new MailTasks(settings),
                new ArchiveTasks(settings.dataDirectory()),
                new ImageTasks());
    }
}
