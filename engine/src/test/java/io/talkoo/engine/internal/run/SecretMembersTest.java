package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.talkoo.engine.Secret;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.internal.secret.SecretMarks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretMembersTest {
    record Card(String number, @Secret String pin) {}

    record Wallet(String owner, Map<String, List<Card>> cards, Optional<Wallet> other) {}

    static class Account {
        @Secret
        @JsonProperty("pass_word")
        public String password;

        private String answer;

        @Secret
        public String getAnswer() {
            return answer;
        }
    }

    static class Tasks {
        @Task
        void login(TaskContext task, String user, @Secret String password) {}

        @Task
        @Secret
        String token() {
            return "";
        }

        @Task
        Account open(Wallet wallet) {
            return null;
        }

        @Task
        void plain(String user, List<Map<String, Integer>> more) {}
    }

    static class KeyTasks {
        @Task(limitKey = "customer", keyMaxConcurrency = 1)
        void charge(@Secret String customer) {}

        @Task(fairKey = "card.pin")
        void pay(Card card) {}
    }

    private static SecretMarks marks(String name) {
        return Samples.registry(new Tasks()).type(name).secret();
    }

    @Test
    void aParameterIsKnownByItsPlaceAmongTheArguments() {
        assertThat(marks("Tasks.login"))
                .isEqualTo(new SecretMarks(List.of(1), List.of("password"), List.of(), false, null));
    }

    @Test
    void aMethodMarksItsResult() {
        assertThat(marks("Tasks.token")).isEqualTo(new SecretMarks(null, null, null, true, null));
    }

    @Test
    void fieldsAreFoundAtAnyDepthOfWhatATaskTakesAndReturns() {
        assertThat(marks("Tasks.open").fields()).containsExactly("answer", "pass_word", "pin");
    }

    @Test
    void aTaskWithoutSecretsHasNoMarks() {
        assertThat(marks("Tasks.plain")).isNull();
    }

    @Test
    void theComponentsOfALambdasRecordAreItsParameters() {
        TaskDefinition<String> pay =
                TaskDefinition.named("pay").input(Card.class).handler((task, card) -> "paid");

        assertThat(Samples.registry(pay).type("pay").secret())
                .isEqualTo(new SecretMarks(List.of(1), List.of("pin"), List.of("pin"), false, null));
    }

    @Test
    void aSecretIsNoKey() {
        assertThatThrownBy(() -> Samples.registry(new KeyTasks()))
                .hasMessageContaining("limitKey: expected a key that may be seen, got \"customer\", which is secret")
                .hasMessageContaining("fairKey: expected a key that may be seen, got \"card.pin\", which is secret");
    }
}
