package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void aSetIsStrongerThanTheEnvironmentWhichIsStrongerThanTheFile() throws IOException {
        String file = file("talkoo { node.name = file, http.port = 1, cluster.port = 1, shutdown.drain = 1s }");

        TalkooSettings settings = loader(Map.of("TALKOO_HTTP_PORT", "2", "TALKOO_CLUSTER_PORT", "2"))
                .file(file)
                .set("talkoo.cluster.port=3")
                .load();

        assertThat(settings.node().name()).isEqualTo("file");
        assertThat(settings.http().port()).isEqualTo(2);
        assertThat(settings.cluster().port()).isEqualTo(3);
    }

    @Test
    void theFirstWordOfAKeyMayBeLeftOutOfASet() {
        assertThat(loader(Map.of()).set("http.port=0").load().http().port()).isZero();
    }

    @Test
    void theLastSetOfAKeyWins() {
        assertThat(loader(Map.of())
                        .set("http.port=1")
                        .set("talkoo.http.port", "2")
                        .load()
                        .http()
                        .port())
                .isEqualTo(2);
    }

    @Test
    void aSetMayHoldSignsThatConfigurationFilesQuote() {
        TalkooSettings settings = loader(Map.of())
                .set("store.url=jdbc:sqlite:/a b/x=y.db?z=1")
                .set("queues=default:3,mail:2")
                .load();

        assertThat(settings.store().url()).isEqualTo("jdbc:sqlite:/a b/x=y.db?z=1");
        assertThat(settings.queues().slots()).isEqualTo(Map.of("default", 3, "mail", 2));
    }

    @Test
    void aProfileIsFoundByItsName() {
        assertThat(loader(Map.of()).file("single-node.conf").load().node().name())
                .isEqualTo("single");
    }

    @Test
    void aFileMayIncludeAProfileAndChangeIt() throws IOException {
        String file = file("include classpath(\"single-node.conf\")\ntalkoo.http.port = 1");

        TalkooSettings settings = loader(Map.of()).file(file).load();

        assertThat(settings.node().name()).isEqualTo("single");
        assertThat(settings.http().port()).isEqualTo(1);
    }

    @Test
    void aMissingFileIsRefused() {
        assertRefused(
                loader(Map.of()).file("nowhere.conf"), "--config: expected a file or a profile, got \"nowhere.conf\"");
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        assertRefused(loader(Map.of()).file(file("talkoo {")), "configuration cannot be read: ");
    }

    @Test
    void aSetWithoutAValueIsRefused() {
        assertRefused(loader(Map.of()).set("http.port"), "--set: expected key=value, got \"http.port\"");
    }

    @Test
    void aSetOfNoKeyIsRefused() {
        assertRefused(loader(Map.of()).set("a..b=1"), "--set: expected a key such as talkoo.http.port");
    }

    @Test
    void aProblemNamesTheSourceOfTheValue() throws IOException {
        assertRefused(loader(Map.of("TALKOO_HTTP_PORT", "x")), "got \"x\" (environment)");
        assertRefused(loader(Map.of()).set("http.port=x"), "got \"x\" (--set)");
        assertRefused(loader(Map.of()).file(file("talkoo.http.port = x")), "node.conf: 1)");
    }

    @Test
    void variablesOfOthersAreIgnored() {
        assertThat(loader(Map.of("TALKOO_SERVICE_HOST", "10.0.0.1", "BASH_FUNC_x%%", "() {", "a..b", "c"))
                        .load())
                .isEqualTo(loader(Map.of()).load());
    }

    @Test
    void everyVariableIsDocumentedAndSetsTheKeyItIsDocumentedAt() throws IOException {
        Map<String, String> documented = variables("reference.conf", "\\bTALKOO_[A-Z_]+");
        Map<String, String> read = variables("talkoo-environment.conf", "TALKOO_[A-Z_]+");
        Config environment = ConfigFactory.parseResources(
                        "talkoo-environment.conf", ConfigParseOptions.defaults().setAllowMissing(false))
                .resolveWith(
                        ConfigValueFactory.fromMap(read).toConfig(),
                        ConfigResolveOptions.defaults().setUseSystemEnvironment(false));

        assertThat(documented.keySet()).isEqualTo(read.keySet());
        assertThat(environment.entrySet())
                .hasSize(read.size())
                .allSatisfy(entry -> assertThat(entry.getValue().unwrapped()).isEqualTo(variable(entry.getKey())));
    }

    private static String variable(String key) {
        // The one with a name of its own, shorter than where it stands.
        return key.equals("talkoo.http.auth.keys-file")
                ? "TALKOO_API_KEYS_FILE"
                : key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> variables(String resource, String pattern) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (InputStream in = TalkooSettings.class.getResourceAsStream("/" + resource)) {
            Matcher matcher = Pattern.compile(pattern).matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                found.put(matcher.group(), matcher.group());
            }
        }
        return found;
    }

    private static SettingsLoader loader(Map<String, String> environment) {
        return SettingsLoader.withEnvironment(environment);
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("node.conf"), content).toString();
    }

    private static void assertRefused(SettingsLoader loader, String line) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(loader::load)
                .satisfies(
                        e -> assertThat(e.problems()).singleElement().asString().contains(line));
    }
}
