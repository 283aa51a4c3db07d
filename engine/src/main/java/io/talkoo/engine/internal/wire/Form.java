package io.talkoo.engine.internal.wire;

/**
 * How a type is written and read. A form is only ever added to, at its end: an older version skips what it does not
 * know, a newer one reads what is missing as null, zero or false.
 */
record Form<T>(Writer<T> writer, Reader<T> reader) {
    /** Never null: for the elements of a list. */
    static final Form<String> ID = new Form<>(WireOut::text, WireIn::id);

    static final Form<Integer> COUNT = new Form<>((out, count) -> out.number(count), WireIn::smallNumber);
    static final Form<Double> REAL = new Form<>(WireOut::real, WireIn::real);
    static final Form<Boolean> FLAG = new Form<>(WireOut::flag, WireIn::flag);

    interface Writer<T> {
        void write(WireOut out, T value);
    }

    interface Reader<T> {
        T read(WireIn in);
    }
}
