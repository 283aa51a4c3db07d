package io.talkoo.http;

/**
 * Canvases in few words, with {@code '} for {@code "}: {@code =n} is n, {@code +n} adds n to what comes before, {@code list} hands
 * it on, {@code fail} fails.
 */
final class CanvasShorthand {
    private CanvasShorthand() {}

    static String json(String canvas) {
        return canvas.replaceAll("=(\\d+)", "{'task': {'name': 'test.echo', 'args': [$1], 'immutable': true}}")
                .replaceAll("\\+(\\d+)", "{'task': {'name': 'test.add', 'args': [$1]}}")
                .replace(" list", "{'task': {'name': 'test.echo'}}")
                .replace("[list", "[{'task': {'name': 'test.echo'}}")
                .replace(" fail", "{'task': {'name': 'test.fail', 'args': ['no'], 'immutable': true}}")
                .replace('\'', '"');
    }
}
