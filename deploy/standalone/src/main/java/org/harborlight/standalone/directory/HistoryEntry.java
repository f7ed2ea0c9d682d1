package org.harborlight.standalone.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One record of the directory topic, and what became of it.
 *
 * @param offset where it stands
 * @param sequence as it says; negative where it cannot be read
 * @param at when it was made, as it says
 * @param signers pinned operator keys whose signature on it is good
 * @param subject what it is about; empty where it cannot be read
 * @param change what it changed, or would have; empty where it said nothing new, or cannot be read
 * @param digest SHA-256 of the signed bytes, in hexadecimal; empty where there are none
 * @param rejected why it has no effect; empty where it took effect
 */
public record HistoryEntry(
        long offset,
        long sequence,
        Optional<Instant> at,
        List<String> signers,
        String subject,
        Optional<Change> change,
        String digest,
        Optional<String> rejected) {}
