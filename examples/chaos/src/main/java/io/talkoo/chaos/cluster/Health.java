package io.talkoo.chaos.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a node says about itself and its cluster. */
record Health(boolean ready, int membersUp, int unreachable) {
    private static final Health DOWN = new Health(false, 0, 0);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Health of(Endpoint endpoint) {
        try {
            if (get(endpoint, "/health/ready").statusCode() != 200) {
                return DOWN;
            }
            return of(JSON.readTree(get(endpoint, "/v1/cluster").body()));
        } catch (IOException e) {
            return DOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DOWN;
        }
    }

    private static Health of(JsonNode cluster) {
        int up = 0;
        for (JsonNode member : cluster.path("members")) {
            if (member.path("status").asText().equalsIgnoreCase("up")) {
                up++;
            }
        }
        return new Health(true, up, cluster.path("unreachable").size());
    }

    private static HttpResponse<String> get(Endpoint endpoint, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(path)).timeout(LIMIT).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    boolean isWhole(int nodes) {
        return ready && membersUp == nodes && unreachable == 0;
    }
}
