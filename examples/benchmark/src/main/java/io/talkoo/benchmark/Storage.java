package io.talkoo.benchmark;

import io.talkoo.config.TalkooSettings;
import java.util.List;

/** Where the tasks of a measurement are kept. */
interface Storage extends AutoCloseable {
    /** These settings, with the tasks kept here. */
    TalkooSettings in(TalkooSettings settings);

    /** The options that tell a child process to keep its tasks here. */
    List<String> arguments();

    /** The size on disk. */
    double mebibytes();

    @Override
    void close();
}
