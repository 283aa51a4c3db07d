package io.talkoo.examples.shop;

import io.talkoo.engine.TaskEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop as it is started, on a free port, and a client of it. */
final class App implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    /** @param database the properties that name it */
    App(String... database) {
        List<String> arguments = new ArrayList<>(List.of(database));
        arguments.addAll(List.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn"));
        context = SpringApplication.run(ShopApplication.class, arguments.toArray(String[]::new));
    }

    static String sqlite(Path data) {
        return "--spring.datasource.url=jdbc:sqlite:" + data.resolve("shop.db");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    TaskEngine engine() {
        return bean(TaskEngine.class);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<String> order(long id, String goods, int pieces) {
        String wish = "{\"goods\": \"" + goods + "\", \"pieces\": " + pieces + "}";
        return send(request("/orders/" + id)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(wish))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
