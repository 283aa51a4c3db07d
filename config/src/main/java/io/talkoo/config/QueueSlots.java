package io.talkoo.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.talkoo.protocol.TaskRequests;
import java.util.LinkedHashMap;
import java.util.Map;

/** The setting {@code queues}: slots by queue name, in one of its three notations. */
final class QueueSlots {
    static final String EXPECTED = "auto, or queues with 1 to 100000 slots each as \"default:16,mail:4\""
            + " or { default = 16, \"mail.eu\" = 4 }, where * is all other queues";

    private static final int MOST_SLOTS = 100_000;

    private QueueSlots() {}

    static Map<String, Integer> parse(ConfigValue value) {
        Map<String, Integer> slots = value instanceof ConfigObject object
                ? fromObject(object)
                : fromText(value.unwrapped().toString());
        if (slots.isEmpty()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return slots;
    }

    private static Map<String, Integer> fromObject(ConfigObject object) {
        Map<String, Integer> slots = new LinkedHashMap<>();
        object.forEach((queue, count) -> put(slots, queue, String.valueOf(count.unwrapped())));
        return slots;
    }

    private static Map<String, Integer> fromText(String text) {
        if (text.strip().equals("auto")) {
            return Map.of("*", Math.max(16, 4 * Runtime.getRuntime().availableProcessors()));
        }
        Map<String, Integer> slots = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.lastIndexOf(':');
            put(slots, entry.substring(0, Math.max(colon, 0)).strip(), entry.substring(colon + 1));
        }
        return slots;
    }

    private static void put(Map<String, Integer> slots, String queue, String count) {
        int number = Integer.parseInt(count.strip());
        boolean named = queue.equals("*") || TaskRequests.isQueueName(queue);
        if (!named || number < 1 || number > MOST_SLOTS || slots.put(queue, number) != null) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }
}
