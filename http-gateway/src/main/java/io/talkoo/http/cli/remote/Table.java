package io.talkoo.http.cli.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Style;

/** Rows below headings, each column as wide as it has to be. Not thread-safe. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(Arrays.stream(headings)
                .map(heading -> new Cell(heading, Style.bold, false))
                .toList());
    }

    /** @param cells as many as there are headings: a {@link Cell}, or what {@link Cell#of} takes */
    Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(Cell::of).toList());
        return this;
    }

    List<String> lines(boolean colours) {
        int[] widths = new int[rows.get(0).size()];
        for (List<Cell> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).width());
            }
        }
        return rows.stream().map(row -> line(row, widths, colours)).toList();
    }

    private static String line(List<Cell> row, int[] widths, boolean colours) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            padded.add(row.get(column).padded(widths[column], colours));
        }
        return String.join(GAP, padded).stripTrailing();
    }
}
