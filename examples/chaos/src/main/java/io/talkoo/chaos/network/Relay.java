package io.talkoo.chaos.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process in a node's namespace that hands HTTP calls from outside on to the node, which without keys listens on
 * loopback only.
 */
public final class Relay {
    private Relay() {}

    static Process start(List<String> launcher, Path jar, String host, int port, int target) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", jar.toString(), Relay.class.getName()));
        command.addAll(List.of(host, Integer.toString(port), Integer.toString(target)));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Runs until it is killed: host and port to listen on, and the port on loopback to hand on to. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Link link = new Link();
        Proxy.start(
                new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2])),
                from -> link);
        Thread.currentThread().join();
    }
}
