package org.harborlight.schemas;

import java.util.Locale;
import org.jspecify.annotations.NullMarked;

/**
 * The names by which services are known at the brokers: applications of Kafka Streams, whose groups, transactions and
 * internal topics begin so, consumer groups and transactional ids. Changing one is a migration.
 */
@NullMarked
public final class ClientNames {
    public static final String LEDGER = "harborlight-ledger";
    /** Both a group and a transactional id. */
    public static final String REDRIVE = "harborlight-redrive";
    /** How the groups of the connector's lanes begin. */
    public static final String DELIVERY_GROUPS = "harborlight-connector-";
    /** How the groups that tell submitters begin. */
    public static final String WEBHOOK_GROUPS = "harborlight-webhook-";
    /** How the transactional ids of the connector begin. */
    public static final String CONNECTOR_TRANSACTIONS = "connector-";

    private ClientNames() {}

    /** The application of a lane. */
    public static String lane(Lane lane) {
        return switch (lane) {
            case URGENT, STANDARD -> "harborlight-" + lane.name().toLowerCase(Locale.ROOT);
            case UNSPECIFIED ->
                throw new IllegalArgumentException("an application belongs to the urgent or the standard lane");
        };
    }
}
