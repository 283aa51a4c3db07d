package io.talkoo.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Names, as text with commas or as a list. */
final class NameList {
    static final String EXPECTED = "names such as \"password,token\"";

    private static final Pattern LIST_AS_TEXT = Pattern.compile("[\\[\\]\"]");

    private NameList() {}

    /** Whether none is a piece of a list that was given as one text: it would be the name of nothing, in silence. */
    static boolean areNames(List<String> names) {
        return names.stream().noneMatch(name -> LIST_AS_TEXT.matcher(name).find());
    }

    static List<String> parse(ConfigValue value) {
        if (value.valueType() != ConfigValueType.STRING && value.valueType() != ConfigValueType.LIST) {
            throw new ConfigException.BadValue("names", EXPECTED);
        }
        List<String> names = value.unwrapped() instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : Arrays.asList(value.unwrapped().toString().split(","));
        return names.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    }
}
