package io.talkoo.http.cli;

import io.talkoo.engine.TaskModule;
import io.talkoo.http.StartException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The classes of a jar with tasks. Its own copies go before the node's, so that a fat jar may bring other versions of any
 * library; only what the node and its tasks talk to each other with is always the node's.
 */
final class TaskJar extends URLClassLoader {
    /** Shared with the node. Jackson too: the tasks' annotations are read by the engine. */
    private static final List<String> SHARED = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "io.talkoo.protocol.",
            "io.talkoo.config.",
            "io.talkoo.engine.",
            "io.opentelemetry.api.",
            "io.opentelemetry.context.",
            "com.fasterxml.jackson.",
            "com.typesafe.config.",
            "org.apache.pekko.",
            "org.slf4j.",
            "scala.");

    static {
        registerAsParallelCapable();
    }

    private TaskJar(URL jar) {
        super(new URL[] {jar}, TaskJar.class.getClassLoader());
    }

    /** The modules of all jars. Throws {@link StartException} for a file that is no jar or holds none. */
    static List<TaskModule> modules(List<Path> jars) {
        return jars.stream().flatMap(jar -> modules(jar).stream()).toList();
    }

    private static List<TaskModule> modules(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new StartException("--tasks: expected a jar file, got " + jar);
        }
        try {
            List<TaskModule> modules = modules(new TaskJar(jar.toUri().toURL()));
            if (modules.isEmpty()) {
                throw new StartException(
                        "--tasks: " + jar + " names no module in META-INF/services/" + TaskModule.class.getName());
            }
            return modules;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new StartException("--tasks: a module of " + jar + " cannot be loaded: " + e.getMessage(), e);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Modules the node itself might have are not the jar's. */
    private static List<TaskModule> modules(TaskJar jar) {
        return ServiceLoader.load(TaskModule.class, jar).stream()
                .filter(module -> module.type().getClassLoader() == jar)
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : ownFirst(name, resolve);
        }
    }

    private Class<?> ownFirst(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return super.loadClass(name, resolve);
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> own = Collections.list(findResources(name));
        List<URL> all = Collections.list(super.getResources(name));
        own.addAll(all.stream().filter(url -> !own.contains(url)).toList());
        return Collections.enumeration(own);
    }
}
