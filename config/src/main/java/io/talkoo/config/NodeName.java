package io.talkoo.config;

import io.talkoo.config.TalkooSettings.Cluster;
import java.util.regex.Pattern;

/** The setting {@code node.name}. */
final class NodeName {
    static final String EXPECTED = "auto, or 1 to 128 of A-Za-z0-9._-";
    static final String AUTO = "auto";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._-]");

    private NodeName() {}

    static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /** The name of a node that was given none. A free port is not known yet, so the process stands in for it. */
    static String automatic(Cluster cluster) {
        if (cluster.isAlone()) {
            return "node-1";
        }
        String place = FOREIGN.matcher(cluster.host()).replaceAll("-");
        return place + "-"
                + (cluster.port() == 0 ? "p" + ProcessHandle.current().pid() : cluster.port());
    }
}
