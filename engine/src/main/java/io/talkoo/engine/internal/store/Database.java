package io.talkoo.engine.internal.store;

/** A database, and the way connections to it are made. Used by the thread that opens the store. */
sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
    Dialect dialect();

    /**
     * Gets hold of the database and brings its tables up to date; blocks meanwhile. Throws {@link StoreRefusedException}
     * with one line for the operator. What was opened until then is closed by {@link #close}.
     */
    void open();

    /** For the one thread that writes. */
    Sessions writing();

    /** For a thread that reads, if this database can be read beside the one that writes. */
    Sessions reading();

    /** Whether {@link #reading} is possible. */
    boolean isReadBesideWrites();

    /** How many threads read lists, of which each may take long. */
    int listReaders();

    /** Called after the threads that use the sessions ended. */
    @Override
    void close();
}
