package io.talkoo.engine.internal.wire;

/**
 * How a type is written and read. A form is only ever added to, at its end: an older version skips what it does not
 * know, a newer one reads what is missing as null, zero or false.
 */
record Form<T>(Writer<T> writer, Reader<T> reader) {
    interface Writer<T> {
        void write(WireOut out, T value);
    }

    interface Reader<T> {
        T read(WireIn in);
    }
}
