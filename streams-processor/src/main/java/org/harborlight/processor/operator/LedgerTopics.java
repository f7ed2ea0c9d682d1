package org.harborlight.processor.operator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.processor.link.Lanes;
import org.harborlight.processor.status.LedgerNames;
import org.harborlight.processor.status.LedgerOrigins;
import org.harborlight.schemas.ClientNames;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;

/** The topics and consumer groups that the balance is measured on. */
final class LedgerTopics {
    static final Set<String> NOTICES = Set.copyOf(LedgerOrigins.NOTICES);
    static final Set<String> HANDOVERS = Set.copyOf(LedgerOrigins.HANDOVERS);
    static final Set<String> BY_ORIGIN = Set.of(LedgerNames.BY_ORIGIN_TOPIC);

    private LedgerTopics() {}

    static String group(Lane lane) {
        return ClientNames.lane(lane);
    }

    static String repartition(Lane lane) {
        return group(lane) + "-by-case-key-repartition";
    }

    /** What the lane reads of desks' answers. */
    static Set<String> answers(Lane lane) {
        return Set.of(Topics.FEEDBACK, group(lane) + "-answers-repartition");
    }

    /** What the lane reads of operators' orders. */
    static Set<String> orders(Lane lane) {
        return Set.of(
                Topics.COMMANDS, group(lane) + "-orders-repartition", group(lane) + "-orders-at-cases-repartition");
    }

    static Set<String> partnerTopics(Set<String> all) {
        return all.stream()
                .filter(topic -> Topics.DELIVERIES.matcher(topic).matches())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the ledger reads and the balance needs. */
    static Set<String> booked(Set<String> all) {
        Set<String> booked = new HashSet<>(partnerTopics(all));
        booked.addAll(List.of(Topics.OUTCOMES, Topics.HELD_CHANGES, Topics.DELIVERY_STATE, Topics.COMMAND_RESULTS));
        return booked;
    }

    /** Every stage of the processor by name, with what it reads: the lanes, and the ledger before and behind its hops. */
    static Map<String, Hop> stages(Set<String> all) {
        Map<String, Hop> stages = new LinkedHashMap<>();
        for (Lane lane : LedgerOrigins.LANES) {
            String group = group(lane);
            String name = group.substring(group.indexOf('-') + 1);
            stages.put("notices." + name, new Hop(group, Set.of(Topics.notices(lane))));
            stages.put("handovers." + name, new Hop(group, Set.of(Topics.handovers(lane))));
            stages.put("moves." + name, new Hop(group, Set.of(Topics.moves(lane))));
            stages.put("references." + name, new Hop(group, Set.of(Topics.references(Lanes.other(lane)))));
            stages.put("holders." + name, new Hop(group, Set.of(Topics.holders(Lanes.other(lane)))));
            stages.put("by-case-key." + name, new Hop(group, Set.of(repartition(lane))));
            stages.put("answers." + name, new Hop(group, answers(lane)));
            stages.put("orders." + name, new Hop(group, orders(lane)));
        }
        Set<String> read = new HashSet<>(booked(all));
        read.addAll(List.of(Topics.RECEIPTS, Topics.FEEDBACK));
        stages.put("ledger", new Hop(LedgerNames.APPLICATION_ID, read));
        stages.put(
                "ledger.counted",
                new Hop(LedgerNames.APPLICATION_ID, Set.of(LedgerNames.BY_ORIGIN_TOPIC, LedgerNames.BY_NOTICE_TOPIC)));
        return stages;
    }

    /** A waiting point: an application must have passed the ends of these topics. */
    record Hop(String group, Set<String> topics) {}

    /** The ways of a notice up to the ledger's stores, in order. */
    static List<Hop> hops(Set<String> all) {
        List<Hop> hops = new ArrayList<>();
        for (Lane lane : LedgerOrigins.LANES) {
            hops.add(new Hop(group(lane), Set.of(Topics.handovers(lane))));
        }
        for (Lane lane : LedgerOrigins.LANES) {
            hops.add(new Hop(group(lane), Set.of(repartition(lane))));
        }
        hops.add(new Hop(LedgerNames.APPLICATION_ID, booked(all)));
        hops.add(new Hop(LedgerNames.APPLICATION_ID, BY_ORIGIN));
        return hops;
    }
}
