package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @Test
    void aProblemIsWrittenAsRfc9457HasIt() throws IOException {
        Problem problem = Problem.of(ProblemType.UNKNOWN_TASK, "No task \"math.ad\" is registered.");

        assertThat(Json.mapper().writeValueAsString(problem))
                .isEqualTo("{\"type\":\"urn:talkoo:problem:unknown-task\",\"title\":\"No such task is registered\","
                        + "\"status\":422,\"detail\":\"No task \\\"math.ad\\\" is registered.\"}");
    }

    @Test
    void theFaultsInABodyAreNamedByTheirPointer() throws IOException {
        Problem problem = Problem.of(
                ProblemType.BAD_REQUEST, "See errors.", new Problem.Fault("/retry/maxRetrys", "unknown field"));
        String json = Json.mapper().writeValueAsString(problem);

        assertThat(json).endsWith("\"errors\":[{\"pointer\":\"/retry/maxRetrys\",\"detail\":\"unknown field\"}]}");
        assertThat(Json.mapper().readValue(json, Problem.class)).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST,400",
        "UNAUTHORIZED,401",
        "FORBIDDEN,403",
        "NOT_FOUND,404",
        "METHOD_NOT_ALLOWED,405",
        "CONFLICT,409",
        "WRONG_STATE,409",
        "BODY_TOO_LARGE,413",
        "UNSUPPORTED_MEDIA_TYPE,415",
        "UNKNOWN_TASK,422",
        "BAD_ARGUMENTS,422",
        "INVALID,422",
        "OVERLOADED,429",
        "INTERNAL,500",
        "PAYLOAD_CODEC,500",
        "UNAVAILABLE,503"
    })
    void everyTypeHasTheStatusOfTheContract(ProblemType type, int status) {
        assertThat(type.status()).isEqualTo(status);
    }

    @Test
    void noTwoTypesShareACode() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::urn)).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalCarriesItsProblemAndNoStackTrace() {
        TalkooException refusal = new TalkooException(ProblemType.OVERLOADED, "Try again.");

        assertThat(refusal).hasMessage("Try again.");
        assertThat(refusal.type()).isEqualTo(ProblemType.OVERLOADED);
        assertThat(refusal.problem()).isEqualTo(Problem.of(ProblemType.OVERLOADED, "Try again."));
        assertThat(refusal.getStackTrace()).isEmpty();
    }
}
