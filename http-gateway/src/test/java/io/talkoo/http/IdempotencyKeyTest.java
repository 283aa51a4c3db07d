package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.TaskRequest;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
    private static String id(String key) {
        HttpRequest request = HttpRequest.POST("/v1/tasks").addHeader(RawHeader.create("Idempotency-Key", key));
        Call call = new Call(request, Caller.ANYBODY, new byte[0], null, null, null);
        return IdempotencyKey.apply(call, TaskRequest.named("a").build()).id();
    }

    @Test
    void a_key_stands_for_the_same_id_in_every_version() {
        assertThat(id("order 42")).isEqualTo("dce363fe-861a-5ac2-8a2d-dbfcc5016e1e");
    }

    @Test
    void different_keys_stand_for_different_ids() {
        assertThat(id("order 42")).isNotEqualTo(id("order 43"));
    }
}
