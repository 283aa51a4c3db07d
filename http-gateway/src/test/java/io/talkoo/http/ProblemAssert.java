package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.List;

/** What the contract promises of every error. */
final class ProblemAssert {
    private ProblemAssert() {}

    static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("type").textValue()).startsWith("urn:talkoo:problem:");
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        assertThat(answer.body()).doesNotContain("\tat ", "Exception");
    }

    static void assertProblem(Answer answer, int status, String type) {
        assertProblem(answer, status);
        assertThat(answer.json().path("type").textValue()).isEqualTo("urn:talkoo:problem:" + type);
    }

    static void assertRawProblem(String response, int status) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ").contains("Content-Type: application/problem+json");
        String body = response.substring(response.indexOf("\r\n\r\n") + 4);
        ApiDocument.INSTANCE.checkProblem(body);
    }

    static List<String> pointers(Answer answer) {
        return answer.json().path("errors").findValuesAsText("pointer");
    }
}
