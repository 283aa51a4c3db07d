package io.talkoo.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;

/** Names, as text with commas or as a list. */
final class NameList {
    static final String EXPECTED = "names such as \"password,token\"";

    private NameList() {}

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
