package org.harborlight.schemas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.NullMarked;

/**
 * Who receives from and sends to which topic, and what else each party does at the brokers: the least that it can work with.
 * To receive is to read, to send is to write; either lets a party see that the topic is there. Idempotent producers need
 * nothing beyond that. Making the fixed topics, and looking after brokers and ACLs, is for whoever administers the cluster.
 * Immutable.
 *
 * @param receives topics; those of all partners are one, {@link Topics#ALL_DELIVERIES}
 * @param sends the same
 * @param beside rights that do not follow from these
 */
@NullMarked
public record BrokerAccess(Set<String> receives, Set<String> sends, Set<BrokerRight> beside) {
    private static final List<Lane> LANES = List.of(Lane.URGENT, Lane.STANDARD);
    private static final Comparator<BrokerRight> BY_RESOURCE = Comparator.comparing(BrokerRight::type)
            .thenComparing(BrokerRight::name)
            .thenComparing(BrokerRight::operation);

    public BrokerAccess {
        receives = Set.copyOf(receives);
        sends = Set.copyOf(sends);
        beside = Set.copyOf(beside);
    }

    /** What a party does. */
    public static BrokerAccess of(Party party) {
        return switch (party) {
            case GATEWAY -> gateway();
            case PROCESSOR -> processor();
            case CONNECTOR -> connector();
            case OPERATOR -> operator();
        };
    }

    private static BrokerAccess gateway() {
        return new BrokerAccess(
                Set.of(Topics.DIRECTORY),
                Set.of(Topics.notices(Lane.URGENT), Topics.notices(Lane.STANDARD), Topics.SECTION_KEYS, Topics.CANARY),
                Set.of());
    }

    private static BrokerAccess processor() {
        return new BrokerAccess(
                topics(
                        List.of(Topics::notices, Topics::handovers, Topics::moves, Topics::references, Topics::holders),
                        Topics.DIRECTORY,
                        Topics.COMMANDS,
                        Topics.COMMAND_RESULTS,
                        Topics.DEAD_LETTERS,
                        Topics.OUTCOMES,
                        Topics.HELD_CHANGES,
                        Topics.DELIVERY_STATE,
                        Topics.RECEIPTS,
                        Topics.FEEDBACK,
                        Topics.ALL_DELIVERIES),
                topics(
                        List.of(Topics::handovers, Topics::moves, Topics::references, Topics::holders),
                        Topics.OUTCOMES,
                        Topics.HELD_CHANGES,
                        Topics.DEAD_LETTERS,
                        Topics.COMMAND_RESULTS,
                        Topics.DELIVERY_STATE,
                        Topics.TIMELINE_EVENTS,
                        Topics.ALL_DELIVERIES),
                processorBeside());
    }

    private static Set<BrokerRight> processorBeside() {
        Set<BrokerRight> rights = new HashSet<>();
        LANES.forEach(lane -> rights.addAll(application(ClientNames.lane(lane))));
        rights.addAll(application(ClientNames.LEDGER));
        rights.add(group(ClientNames.REDRIVE));
        rights.add(transactions(ClientNames.REDRIVE));
        // It refuses to start where one of these forgets before its stores do.
        topics(
                        List.of(Topics::notices, Topics::handovers, Topics::moves),
                        Topics.OUTCOMES,
                        Topics.HELD_CHANGES,
                        Topics.RECEIPTS,
                        Topics.FEEDBACK,
                        Topics.DEAD_LETTERS)
                .forEach(topic -> rights.add(settings(topic)));
        return rights;
    }

    private static BrokerAccess connector() {
        return new BrokerAccess(
                Set.of(
                        Topics.DIRECTORY,
                        Topics.COMMANDS,
                        Topics.COMMAND_RESULTS,
                        Topics.ALL_DELIVERIES,
                        Topics.DELIVERY_STATE,
                        Topics.SECTION_KEYS,
                        Topics.TIMELINE_EVENTS,
                        Topics.ACKNOWLEDGEMENTS),
                Set.of(
                        Topics.DELIVERY_STATE,
                        Topics.RECEIPTS,
                        Topics.FEEDBACK,
                        Topics.ACKNOWLEDGEMENTS,
                        Topics.COMMAND_RESULTS,
                        Topics.SECTION_KEYS,
                        Topics.DEAD_LETTERS,
                        Topics.ALL_DELIVERIES),
                Set.of(
                        group(ClientNames.DELIVERY_GROUPS),
                        group(ClientNames.WEBHOOK_GROUPS),
                        transactions(ClientNames.CONNECTOR_TRANSACTIONS),
                        // How long deliveries can be sent again, and how long what it keeps of a topic stays good.
                        settings(Topics.ALL_DELIVERIES),
                        settings(Topics.DELIVERY_STATE),
                        settings(Topics.SECTION_KEYS)));
    }

    private static BrokerAccess operator() {
        return new BrokerAccess(
                Set.of(
                        Topics.DIRECTORY,
                        Topics.COMMANDS,
                        Topics.COMMAND_RESULTS,
                        Topics.OUTCOMES,
                        Topics.SECTION_KEYS,
                        Topics.DELIVERY_STATE,
                        Topics.DEAD_LETTERS),
                Set.of(Topics.DIRECTORY, Topics.COMMANDS),
                Set.of(
                        // A partner that joins gets its topics, as wide as those of the notices.
                        topic(Topics.ALL_DELIVERIES, AclOperation.CREATE),
                        topic(Topics.ALL_DELIVERIES, AclOperation.DESCRIBE),
                        topic(Topics.notices(Lane.URGENT), AclOperation.DESCRIBE)));
    }

    private static Set<String> topics(List<Function<Lane, String>> ofEachLane, String... others) {
        return Stream.concat(
                        LANES.stream().flatMap(lane -> ofEachLane.stream().map(name -> name.apply(lane))),
                        Stream.of(others))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of Kafka Streams: its group, its transactions, its internal topics, of which it deletes what is processed. */
    private static List<BrokerRight> application(String id) {
        String own = id + "-";
        return List.of(
                group(id),
                transactions(own),
                topic(own, AclOperation.CREATE),
                topic(own, AclOperation.READ),
                topic(own, AclOperation.WRITE),
                topic(own, AclOperation.DELETE));
    }

    private static BrokerRight topic(String name, AclOperation operation) {
        return new BrokerRight(ResourceType.TOPIC, name, operation);
    }

    private static BrokerRight settings(String topic) {
        return topic(topic, AclOperation.DESCRIBE_CONFIGS);
    }

    private static BrokerRight group(String id) {
        return new BrokerRight(ResourceType.GROUP, id, AclOperation.READ);
    }

    private static BrokerRight transactions(String id) {
        return new BrokerRight(ResourceType.TRANSACTIONAL_ID, id, AclOperation.WRITE);
    }

    /** Every right, by kind and name of what it is about. */
    public List<BrokerRight> rights() {
        List<BrokerRight> rights = new ArrayList<>(beside);
        receives.forEach(topic -> rights.add(topic(topic, AclOperation.READ)));
        sends.forEach(topic -> rights.add(topic(topic, AclOperation.WRITE)));
        rights.sort(BY_RESOURCE);
        return List.copyOf(rights);
    }

    /** What it receives from or sends to, whoever takes part. */
    public SortedSet<String> fixedTopics() {
        SortedSet<String> fixed = new TreeSet<>(receives);
        fixed.addAll(sends);
        fixed.remove(Topics.ALL_DELIVERIES);
        return fixed;
    }
}
