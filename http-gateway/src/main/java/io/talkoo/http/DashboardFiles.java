package io.talkoo.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** The files of the dashboard: ours from beside this class, the template library from its WebJar. Thread-safe. */
final class DashboardFiles {
    private static final Pattern NAME = Pattern.compile("[a-z-]+\\.(html|js|css|svg)");
    private static final String LIBRARY = "lit-html.js";
    private static final String LIBRARY_VERSION = "/META-INF/maven/org.webjars.npm/lit-html/pom.properties";

    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.TEXT_HTML_UTF8,
            "js", MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
            "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
            "svg", MediaTypes.IMAGE_SVG_XML.toContentType());

    private final Map<String, File> found = new ConcurrentHashMap<>();

    /** @param tag changes with the bytes, as the header {@code ETag} has it */
    record File(ContentType type, byte[] bytes, String tag) {}

    /**
     * @param folder below {@code /dashboard/}, with its slash; empty for the files right there
     * @param name as it came in a path: anything
     */
    Optional<File> find(String folder, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        // What is not there is not remembered: there is no end of names.
        return Optional.ofNullable(found.computeIfAbsent(folder + name, DashboardFiles::read));
    }

    /** Null where there is none. */
    private static File read(String name) {
        byte[] bytes = bytes(name.equals(LIBRARY) ? library() : "dashboard/" + name);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return bytes == null ? null : new File(TYPES.get(extension), bytes, tag(bytes));
    }

    /** A WebJar has its version in the paths of its files. */
    private static String library() {
        Properties webJar = new Properties();
        try (InputStream in = DashboardFiles.class.getResourceAsStream(LIBRARY_VERSION)) {
            webJar.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/lit-html/" + webJar.getProperty("version") + "/" + LIBRARY;
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = DashboardFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
