package io.talkoo.http;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one node with {@link TestTasks}, from the first of their class to the last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NodeTest {
    private final Map<String, Object> settings;
    TestNode node;
    HttpTester http;

    NodeTest() {
        this(Map.of());
    }

    /** @param settings by their keys without {@code talkoo.} */
    NodeTest(Map<String, Object> settings) {
        this.settings = settings;
    }

    @BeforeAll
    void startNode(@TempDir Path data) {
        node = new TestNode(data, settings);
        http = node.http();
    }

    @AfterAll
    void stopNode() {
        node.close();
    }
}
