package org.harborlight.processor.operator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.schemas.Verdict;

/**
 * Books the notices of a cut, partition by partition: below what was committed first every record has its outcome, from
 * what is committed last on none has, in between it may.
 */
final class NoticeAccount {
    private final Map<Verdict, Long> processed = new EnumMap<>(Verdict.class);
    private final List<Balance.Partition> partitions = new ArrayList<>();
    private final List<String> problems;
    private long accepted;
    private long notCommitted;
    private long undecided;
    private long duplicates;

    private NoticeAccount(List<String> problems) {
        this.problems = problems;
    }

    static NoticeAccount of(Cut cut, List<String> problems) {
        NoticeAccount account = new NoticeAccount(problems);
        Map<String, TopicPartition> sorted = new TreeMap<>();
        cut.ends().keySet().forEach(partition -> sorted.put(origin(partition), partition));
        sorted.values().forEach(partition -> account.book(cut, partition));
        return account;
    }

    Balance.Notices notices() {
        return new Balance.Notices(accepted, notCommitted, undecided, processed);
    }

    List<Balance.Partition> partitions() {
        return partitions;
    }

    long duplicates() {
        return duplicates;
    }

    private void book(Cut cut, TopicPartition partition) {
        FrontierBook book = frontier(cut.after(), partition);
        long before = cut.committedBefore().getOrDefault(partition, 0L);
        long after = cut.committedAfter().getOrDefault(partition, 0L);
        long end = cut.ends().getOrDefault(partition, 0L);
        accepted += end;
        notCommitted += end - after;
        undecided += Math.clamp(after - book.processed(), 0, Math.max(0, after - before));
        duplicates += book.duplicates();
        for (Verdict verdict : Verdict.values()) {
            processed.merge(verdict, book.verdict(verdict), Long::sum);
        }
        partitions.add(new Balance.Partition(
                partition.topic(),
                partition.partition(),
                end,
                after,
                book.nextOffset(),
                book.ahead(),
                book.duplicates()));
        judge(origin(partition), book, before, after);
        long beginning = cut.beginnings().getOrDefault(partition, 0L);
        if (beginning > after) {
            problems.add(origin(partition) + ": offsets " + after + " to " + (beginning - 1)
                    + " were deleted before they were processed");
        }
    }

    private void judge(String origin, FrontierBook book, long before, long after) {
        if (book.nextOffset() < before) {
            problems.add(
                    origin + ": offset " + book.nextOffset() + " has no outcome, though " + before + " is committed");
        }
        if (book.highest() >= after) {
            problems.add(
                    origin + ": offset " + book.highest() + " has an outcome, though only " + after + " is committed");
        }
        if (book.nextOffset() + book.ahead() != book.processed()) {
            problems.add(origin + ": verdicts do not add up to the offsets that have one");
        }
        if (book.duplicates() > 0) {
            problems.add(origin + ": " + book.duplicates() + " outcomes for an offset that had one");
        }
    }

    private static FrontierBook frontier(LedgerBooks books, TopicPartition partition) {
        return books.frontiers().getOrDefault(origin(partition), FrontierBook.empty());
    }

    private static String origin(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }
}
