package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedReadinessTest {
    @Test
    void management_is_told_what_the_gateway_says(@TempDir Path data) {
        ActorSystem system;
        try (TestNode node = new TestNode(data)) {
            system = node.node().engine().actorSystem().classicSystem();
            assertThat(new ManagedReadiness(system).get().toCompletableFuture().join())
                    .isTrue();
        }
        assertThat(new ManagedReadiness(system).get().toCompletableFuture().join())
                .isFalse();
    }
}
