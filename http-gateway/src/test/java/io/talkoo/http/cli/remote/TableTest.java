package io.talkoo.http.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table("NAME", "COUNT", "STATE", "SINCE")
            .row("short", 7, Cell.state("SUCCESS"), Instant.parse("2026-11-20T08:10:00.123Z"))
            .row("a longer one", 1234567, Cell.state("PENDING"), null)
            .row("two\nlines", null, Cell.state("FAILURE"), List.of("a", "b"));

    @Test
    void columns_are_as_wide_as_their_widest_cell() {
        assertThat(table.lines(false))
                .containsExactly(
                        "NAME            COUNT    STATE    SINCE",
                        "short                 7  SUCCESS  2026-11-20T08:10:00Z",
                        "a longer one    1234567  PENDING  -",
                        "two\\u000alines  -        FAILURE  a, b");
    }

    @Test
    void colours_do_not_move_columns() {
        assertThat(table.lines(true).stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9]*m", "").stripTrailing()))
                .containsExactlyElementsOf(table.lines(false));
        assertThat(table.lines(true).get(1)).contains("\u001b[32mSUCCESS\u001b[0m");
    }
}
