package io.talkoo.examples.shop;

import io.talkoo.engine.fixture.PostgresServer;
import org.junit.jupiter.api.BeforeAll;

class ShopOnPostgresTest extends ShopSuite {
    @BeforeAll
    void start() {
        start(
                "--spring.datasource.url=" + PostgresServer.shared().newDatabase(),
                "--spring.datasource.username=" + PostgresServer.USER);
    }
}
