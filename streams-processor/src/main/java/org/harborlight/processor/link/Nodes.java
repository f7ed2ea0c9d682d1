package org.harborlight.processor.link;

/** Names of all nodes of the lane topology. Renaming one is a migration: it renames internal topics. */
public final class Nodes {
    public static final String NOTICES = "notices";
    public static final String HANDOVERS = "handovers";
    public static final String OTHER_LANE_REFERENCES = "other-lane-references";
    public static final String REMEMBER_OTHER_LANE = "remember-other-lane";
    public static final String INCOMING = "incoming";
    public static final String MOVES = "moves";
    public static final String INCOMING_AND_MOVED = "incoming-and-moved";
    public static final String ADMIT = "admit";
    public static final String ADMIT_OUTCOMES = "admit-outcomes";
    public static final String ADMIT_DEAD_LETTERS = "admit-dead-letters";
    public static final String ADMIT_HELD_CHANGES = "admit-held-changes";
    public static final String HAND_OVER = "hand-over";
    public static final String REFERENCES = "references";
    public static final String BY_CASE_KEY = "by-case-key";
    /** First node behind the repartition, as Kafka Streams names it. */
    public static final String TO_CASE_KEY = BY_CASE_KEY + "-repartition-filter";

    public static final String FEEDBACK = "feedback";
    public static final String READ_ANSWERS = "read-answers";
    public static final String ANSWERS = "answers";
    /** How the topic ends that takes answers to the cases. */
    public static final String ANSWERS_TOPIC = ANSWERS + "-repartition";

    public static final String COMMANDS = "commands";
    public static final String TOLD = "told";
    /** First node behind the repartition, as Kafka Streams names it. */
    static final String TO_ANSWERS = ANSWERS + "-repartition-filter";

    public static final String ORDERS = "orders";
    static final String TO_ORDERS = ORDERS + "-repartition-filter";
    public static final String FIND_CASE = "find-case";
    public static final String ORDER_RESULTS = "order-results";
    public static final String ORDERS_AT_CASES = "orders-at-cases";
    static final String TO_ORDERS_AT_CASES = ORDERS_AT_CASES + "-repartition-filter";
    /** How the topic ends that takes orders to the cases. */
    public static final String ORDERS_TOPIC = ORDERS_AT_CASES + "-repartition";

    public static final String OTHER_LANE_HOLDERS = "other-lane-holders";
    public static final String TOLD_AT_CASES = "told-at-cases";
    public static final String ALL_TOLD_AT_CASES = "all-told-at-cases";
    public static final String AT_CASES = "at-cases";
    public static final String LINK = "link";
    public static final String LINK_OUTCOMES = "link-outcomes";
    public static final String LINK_DEAD_LETTERS = "link-dead-letters";
    public static final String LINK_HELD_CHANGES = "link-held-changes";
    public static final String LINK_RESULTS = "link-results";
    public static final String LINK_MOVES = "link-moves";
    public static final String HOLDERS = "holders";
    public static final String DELIVERIES = "deliveries";
    public static final String DELIVERY_STATE = "delivery-state";

    private Nodes() {}
}
