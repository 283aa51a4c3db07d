package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.talkoo.engine.TaskGateway.Readiness;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    @Test
    void a_node_that_is_not_ready_says_why_and_is_live_all_the_same() {
        HealthRoutes health = new HealthRoutes(() -> new Readiness(false, "the disk is full"));

        TalkooException refusal = catchThrowableOfType(TalkooException.class, () -> health.ready(null));

        assertThat(refusal.type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(refusal.problem().detail()).isEqualTo("the disk is full");
        HttpResponse live = health.live(null).toCompletableFuture().join();
        assertThat(live.status().intValue()).isEqualTo(200);
    }
}
