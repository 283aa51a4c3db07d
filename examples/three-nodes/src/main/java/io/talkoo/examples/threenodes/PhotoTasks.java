package io.talkoo.examples.threenodes;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import java.io.IOException;
import java.nio.file.Path;

/** The work. Each run is written down outside the engine, so that the engine's own words can be checked. */
final class PhotoTasks {
    static final String SHRINK = "photos.shrink";

    private final Path runs;

    PhotoTasks(Path runs) {
        this.runs = runs;
    }

    @Task(name = SHRINK)
    String shrink(TaskContext task, int photo) throws IOException, InterruptedException {
        Run.append(runs, task.id(), Run.STARTED);
        Thread.sleep(200); // the work
        Run.append(runs, task.id(), Run.ENDED);
        return "photo-" + photo + "-small.jpg";
    }
}
