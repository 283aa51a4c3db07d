package io.talkoo.chaos.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.protocol.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run ends with in which nodes were killed.
 *
 * @param flaws what is not as it has to be, in words
 * @param counts what was seen, by name
 * @param broken how many flaws there are of each sort, those without one too
 */
public record KillReport(List<String> flaws, Map<String, Object> counts, Map<String, Long> broken) {
    public boolean isClean() {
        return flaws.isEmpty();
    }

    /** @param setting what was run, in front of what was found */
    public String json(Map<String, Object> setting) {
        Map<String, Object> fields = new LinkedHashMap<>(setting);
        fields.putAll(counts);
        fields.put("broken", broken);
        try {
            return Json.mapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
