package io.talkoo.benchmark;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One thing to measure. The exit code is 1 when what was measured was not right, whatever its speed. */
@Command(mixinStandardHelpOptions = true, showDefaultValues = true)
abstract class Mode implements Callable<Integer> {
    @Mixin
    Options options;

    @Spec
    CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        if (needsPostgres()) {
            options.requirePostgres();
        }
        options.check();
        Report report = new Report(spec.name(), options.store());
        boolean right = measure(report);
        spec.commandLine().getOut().println(report.toJson());
        spec.commandLine().getOut().flush();
        return right ? 0 : 1;
    }

    /** Whether it works with PostgreSQL alone. */
    boolean needsPostgres() {
        return false;
    }

    /** Measures into {@code report}; whether all was as it has to be. */
    abstract boolean measure(Report report) throws Exception;

    final void progress(String line) {
        spec.commandLine().getErr().println(spec.name() + ": " + line);
        spec.commandLine().getErr().flush();
    }
}
