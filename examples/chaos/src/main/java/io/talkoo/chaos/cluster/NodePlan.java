package io.talkoo.chaos.cluster;

import io.talkoo.chaos.network.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a node is started.
 *
 * @param place where it is started
 * @param jar holds the node and the tasks
 * @param records where its log and its runs are written
 * @param settings {@code key=value} each
 */
record NodePlan(
        String name, Place place, Path jar, Path records, Map<String, String> environment, List<String> settings) {
    private static final String MAIN = "io.talkoo.http.cli.TalkooCommand";

    ProcessBuilder process(Path log) {
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(records.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TALKOO_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(place.launcher());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", jar.toString(), MAIN));
        command.addAll(List.of("node", "--tasks", jar.toString()));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }
}
