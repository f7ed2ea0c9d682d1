package org.harborlight.processor.operator;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.schemas.DeliveryStatus;

/**
 * Books the deliveries of a cut: what the partner topics hold and what delivery-state says of it are written in one
 * transaction and counted apart, so each reading of the one bounds the later reading of the other.
 */
final class DeliveryAccount {
    private static final Pattern WRITTEN = Pattern.compile("harborlight\\.deliveries\\.([a-z0-9-]+)\\.([a-z]+)/\\d+");

    private final Map<String, Map<String, Map<DeliveryStatus, Long>>> byPartner = new TreeMap<>();
    private final Map<DeliveryStatus, Long> byState = new EnumMap<>(DeliveryStatus.class);
    private final Cut cut;

    private DeliveryAccount(Cut cut) {
        this.cut = cut;
    }

    static DeliveryAccount of(Cut cut, List<String> problems) {
        DeliveryAccount account = new DeliveryAccount(cut);
        cut.after().deliveryCounts().forEach(account::book);
        account.judge(problems);
        return account;
    }

    Balance.Deliveries deliveries() {
        long written = written(cut.after()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Balance.Deliveries(written, byState, byPartner);
    }

    private void book(String key, long count) {
        String[] parts = key.split("/", 3);
        if (parts[2].equals(LedgerBooks.ANOMALY)) {
            return;
        }
        DeliveryStatus state = DeliveryStatus.valueOf(parts[2]);
        byState.merge(state, count, Long::sum);
        byPartner
                .computeIfAbsent(parts[0], partner -> new TreeMap<>())
                .computeIfAbsent(parts[1].toLowerCase(Locale.ROOT), lane -> new EnumMap<>(DeliveryStatus.class))
                .merge(state, count, Long::sum);
    }

    private void judge(List<String> problems) {
        Map<String, Long> writtenBefore = written(cut.before());
        Map<String, Long> writtenAfter = written(cut.after());
        Map<String, Long> statesBefore = states(cut.before());
        Map<String, Long> statesAfter = states(cut.after());
        TreeSet<String> all = new TreeSet<>(writtenAfter.keySet());
        all.addAll(statesAfter.keySet());
        for (String lane : all) {
            long stated = statesAfter.getOrDefault(lane, 0L);
            long written = writtenAfter.getOrDefault(lane, 0L);
            if (writtenBefore.getOrDefault(lane, 0L) > stated) {
                problems.add(lane + ": " + written + " deliveries are written, only " + stated + " have a state");
            }
            if (statesBefore.getOrDefault(lane, 0L) > written) {
                problems.add(lane + ": " + stated + " deliveries have a state, only " + written + " are written");
            }
        }
    }

    /** By partner/lane. */
    private static Map<String, Long> written(LedgerBooks books) {
        Map<String, Long> written = new TreeMap<>();
        books.delivered().forEach((key, count) -> {
            Matcher name = WRITTEN.matcher(key);
            if (name.matches()) {
                written.merge(name.group(1) + "/" + name.group(2), count, Long::sum);
            }
        });
        return written;
    }

    private static Map<String, Long> states(LedgerBooks books) {
        Map<String, Long> states = new TreeMap<>();
        books.deliveryCounts().forEach((key, count) -> {
            String[] parts = key.split("/", 3);
            if (!parts[2].equals(LedgerBooks.ANOMALY)) {
                states.merge(parts[0] + "/" + parts[1].toLowerCase(Locale.ROOT), count, Long::sum);
            }
        });
        return states;
    }
}
