package org.harborlight.processor.status;

import org.harborlight.schemas.ClientNames;

/** Names of the ledger's application, stores and repartition topics. Changing one is a migration, not a refactoring. */
public final class LedgerNames {
    public static final String APPLICATION_ID = ClientNames.LEDGER;

    public static final String BY_ORIGIN = "by-origin";
    public static final String BY_NOTICE = "by-notice";
    public static final String BY_ORIGIN_TOPIC = APPLICATION_ID + "-" + BY_ORIGIN + "-repartition";
    public static final String BY_NOTICE_TOPIC = APPLICATION_ID + "-" + BY_NOTICE + "-repartition";

    /** submitter/notice to what became of it. */
    public static final String STATUS = "status";

    /** submitter/offset of the first outcome to the notice's id: what a submitter sent, in the order of arrival. */
    public static final String SUBMITTED = "submitted";

    /** Delivery id to when a desk said that it contained material. */
    public static final String CONTAINED_MATERIAL = "contained-material";

    static final String STATUS_EXPIRY = "status-expiry";

    /** topic/partition/reason to how many records could not be read. */
    public static final String UNREADABLE_RECORDS = "unreadable-records";

    /** The same for delivery-state, which is read by other tasks. */
    public static final String UNREADABLE_STATES = "unreadable-states";

    /** The same for the repartition by origin. */
    static final String UNREADABLE_ORIGINS = "unreadable-origins";

    /** topic/partition of an origin to its books. */
    public static final String FRONTIERS = "frontiers";

    static final String AHEAD = "ahead";
    static final String HELD = "held";
    static final String FRONTIER_EXPIRY = "frontier-expiry";
    static final String DELIVERY_STATES = "delivery-states";
    static final String DELIVERY_EXPIRY = "delivery-expiry";

    /** partner/lane/state to how many deliveries are in it. */
    public static final String DELIVERY_COUNTS = "delivery-counts";

    /** Acceptance time/delivery of every urgent delivery that is pending, oldest first. */
    public static final String URGENT_PENDING = "urgent-pending";

    /** The same for command-results. */
    static final String UNREADABLE_RESULTS = "unreadable-results";

    /** topic/partition of handovers to how many notices operators had put there. */
    public static final String REDRIVEN = "redriven";

    /** topic/partition of a partner topic to how many deliveries it holds. */
    public static final String DELIVERED = "delivered";

    private LedgerNames() {}
}
