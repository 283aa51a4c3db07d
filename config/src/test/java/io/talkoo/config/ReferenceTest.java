package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Config REFERENCE = ConfigFactory.parseResources("reference.conf");

    @Test
    void everyKeyHasAComment() {
        assertThat(REFERENCE.entrySet())
                .allSatisfy(
                        entry -> assertThat(comment(entry)).as(entry.getKey()).isNotBlank());
    }

    @Test
    void everyKeyIsReadAndWritten() {
        Set<String> written = keys(TalkooSettings.defaults().toConfig());
        written.add("talkoo.store.class");

        assertThat(simplified(written)).isEqualTo(keys(REFERENCE));
    }

    @Test
    void everyDefaultIsWhatTheReferenceSays() {
        assertThat(TalkooSettings.from(REFERENCE)).isEqualTo(TalkooSettings.defaults());
    }

    private static String comment(Map.Entry<String, ConfigValue> entry) {
        return String.join(" ", entry.getValue().origin().comments());
    }

    private static Set<String> keys(Config config) {
        Set<String> keys = new TreeSet<>();
        config.entrySet().forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    /** Queues are one word in the reference and an object when written. */
    private static Set<String> simplified(Set<String> written) {
        Set<String> keys = new TreeSet<>();
        written.forEach(key -> keys.add(key.startsWith("talkoo.queues") ? "talkoo.queues" : key));
        return keys;
    }
}
