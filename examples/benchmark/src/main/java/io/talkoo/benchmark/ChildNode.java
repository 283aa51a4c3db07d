package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A node in a process that a mode has started, and tells what to do; it is told of the store as its parent was. */
abstract class ChildNode implements Callable<Integer> {
    @Mixin
    protected Options options;

    @Spec
    private CommandSpec spec;

    /** The engine is closed when this returns. */
    abstract void run(TaskEngine engine) throws Exception;

    @Override
    public final Integer call() throws Exception {
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            run(engine);
        }
        return 0;
    }

    /** What the parent reads. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final void progress(String line) {
        spec.commandLine().getErr().println("node " + ProcessHandle.current().pid() + ": " + line);
    }
}
