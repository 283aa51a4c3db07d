package io.talkoo.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of all settings, made of what {@code reference.conf} says. */
final class SettingsPage {
    private static final Pattern VARIABLE = Pattern.compile("\\s*\\[(TALKOO_\\w+)]");
    private static final String HEAD = """
            # Settings

            Made of [`reference.conf`](src/main/resources/reference.conf) by `SettingsPageTest`; change it there. Durations and sizes are written
            with their unit (`30s`, `1 MiB`). Which source wins, and what is checked, is in the [README](README.md).

            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private SettingsPage() {}

    static String make() {
        ConfigObject talkoo = ConfigFactory.parseResources("reference.conf").getObject("talkoo");
        SettingsPage made = new SettingsPage();
        made.rows(SettingsReader.ROOT, talkoo);
        sections(talkoo).forEach(section -> made.section(SettingsReader.ROOT, section));
        return made.page.toString().stripTrailing() + "\n";
    }

    /** A heading with the comment of the section, its own settings, and then the sections within it. */
    private void section(String parent, Map.Entry<String, ConfigValue> section) {
        String path = path(parent, section);
        ConfigObject settings = (ConfigObject) section.getValue();
        String comment = comment(settings);
        page.append("## ").append(path).append("\n\n").append(comment.isEmpty() ? "" : escaped(comment) + "\n\n");
        rows(path, settings);
        sections(settings).forEach(inner -> section(path, inner));
    }

    private void rows(String parent, ConfigObject settings) {
        String rows = inOrder(settings)
                .filter(setting -> !isSection(setting.getValue()))
                .map(setting -> row(path(parent, setting), setting.getValue()))
                .collect(Collectors.joining());
        if (!rows.isEmpty()) {
            page.append("| setting | default | meaning | variable |\n| --- | --- | --- | --- |\n")
                    .append(rows)
                    .append('\n');
        }
    }

    private static String row(String path, ConfigValue value) {
        String comment = comment(value);
        Matcher variable = VARIABLE.matcher(comment);
        String name = variable.find() ? "`" + variable.group(1) + "`" : "";
        return "| `" + path + "` | " + text(value) + " | " + escaped(variable.replaceAll("")) + " | " + name + " |\n";
    }

    /** What Markdown would take for a table's edge or for emphasis; between backticks a star is a star. */
    private static String escaped(String comment) {
        StringBuilder text = new StringBuilder();
        boolean code = false;
        for (String part : comment.replace("|", "\\|").split("`", -1)) {
            text.append(code ? "`" + part + "`" : part.replace("*", "\\*"));
            code = !code;
        }
        return text.toString();
    }

    private static String text(ConfigValue value) {
        String text =
                value.valueType() == ConfigValueType.STRING ? value.unwrapped().toString() : value.render();
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String comment(ConfigValue value) {
        return value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    }

    private static Stream<Map.Entry<String, ConfigValue>> sections(ConfigObject settings) {
        return inOrder(settings).filter(setting -> isSection(setting.getValue()));
    }

    private static boolean isSection(ConfigValue value) {
        return value.valueType() == ConfigValueType.OBJECT;
    }

    private static Stream<Map.Entry<String, ConfigValue>> inOrder(ConfigObject settings) {
        return settings.entrySet().stream()
                .sorted(Comparator.comparing(
                        setting -> setting.getValue().origin().lineNumber()));
    }

    private static String path(String parent, Map.Entry<String, ConfigValue> setting) {
        return parent + "." + ConfigUtil.quoteString(setting.getKey()).replaceAll("^\"([\\w-]+)\"$", "$1");
    }
}
