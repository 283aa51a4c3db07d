package io.talkoo.examples.shop;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ShopOnSqliteTest extends ShopSuite {
    @BeforeAll
    void start(@TempDir Path data) {
        start(App.sqlite(data));
    }
}
