package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Release;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One or more rows ended that another one waits for.
 *
 * @param release of the first that failed, else of the last
 * @param ended how many the row waited for
 * @param failed how many of these have no result
 * @param section the release as it is appended to the row's data
 * @param at when the last of them ended
 */
record ReleaseWrite(
        Release release, int ended, int failed, byte[] section, Instant dueAt, Instant expiresAt, Instant at)
        implements Bound {
    static ReleaseWrite of(Release release, Instant at, TaskCodec codec) {
        int failed = release.failure() == null ? 0 : 1;
        return new ReleaseWrite(release, 1, failed, codec.encode(release), release.dueAt(), release.expiresAt(), at);
    }

    /** The row that waits. */
    String id() {
        return release.id();
    }

    ReleaseWrite and(ReleaseWrite later) {
        ReleaseWrite tells = failed > 0 ? this : later;
        return new ReleaseWrite(
                tells.release,
                ended + later.ended,
                failed + later.failed,
                tells.section,
                later.dueAt,
                later.expiresAt,
                later.at);
    }

    @Override
    public void bind(RowValues to) throws SQLException {
        to.text(id());
        to.number(ended);
        to.number(failed);
        to.bytes(section);
        to.number(Millis.ceil(dueAt));
        to.time(expiresAt);
    }
}
