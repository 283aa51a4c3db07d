-- Releases of steps that are committed and not yet in their rows, by transaction: the step's next write brings them there, or a
-- transaction soon after. Whoever opens the database after a crash writes what is left.
CREATE TABLE deferred_release(
  number   INTEGER PRIMARY KEY,
  releases BLOB NOT NULL
);
