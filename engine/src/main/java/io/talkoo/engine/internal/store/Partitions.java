package io.talkoo.engine.internal.store;

/** How many partitions the tasks of a database are spread over: a number that is written down once. */
final class Partitions {
    private static final int UNKNOWN = 0;

    private final Writer writer;
    private volatile int count = UNKNOWN;

    Partitions(Writer writer) {
        this.writer = writer;
    }

    int fix(int configured) {
        count = Integer.parseInt(Meta.fix(writer, "partitions", String.valueOf(configured)));
        return count;
    }

    int of(String id) {
        return Partition.of(id, count());
    }

    int count() {
        int known = count;
        if (known == UNKNOWN) {
            throw new IllegalStateException("expected partitions(int) to be called before the first task is written");
        }
        return known;
    }
}
