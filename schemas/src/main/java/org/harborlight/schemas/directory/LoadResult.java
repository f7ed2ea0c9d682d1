package org.harborlight.schemas.directory;

/** What became of a directory entry. */
public sealed interface LoadResult {
    /** The entry took effect. */
    record Applied(Directory directory) implements LoadResult {}

    /** The entry had no effect; the last good snapshot stays. */
    record Rejected(String reason) implements LoadResult {}
}
