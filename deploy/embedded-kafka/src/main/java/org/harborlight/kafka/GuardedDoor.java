package org.harborlight.kafka;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A second listener of the one broker, on which each client says who it is (SASL/PLAIN) and may do what the broker's ACLs
 * say, and nothing else. Whoever uses the first listener administers the broker, and may do everything. Immutable.
 *
 * @param port where nobody listens yet
 * @param passwords by user; the principal is {@code User:<user>}
 */
public record GuardedDoor(int port, Map<String, String> passwords) {
    private static final String LISTENER = "GUARDED";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    public GuardedDoor {
        passwords = Map.copyOf(passwords);
    }

    /** Where nobody listens yet. */
    public static GuardedDoor onFreePort(Map<String, String> passwords) {
        return new GuardedDoor(FreePorts.next(), passwords);
    }

    /** Settings with which a client comes as this user. */
    public Map<String, String> client(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                address(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + " username=\"" + user + "\" password=\"" + password + "\";");
    }

    /** Adds it to the settings of a broker that has listeners already. */
    void addTo(Properties broker) {
        append(broker, "listeners", LISTENER + "://" + address());
        append(broker, "advertised.listeners", LISTENER + "://" + address());
        append(broker, "listener.security.protocol.map", LISTENER + ":SASL_PLAINTEXT");
        broker.setProperty("sasl.enabled.mechanisms", "PLAIN");
        broker.setProperty(
                "listener.name." + LISTENER.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config",
                passwords.entrySet().stream()
                        .map(one -> " user_" + one.getKey() + "=\"" + one.getValue() + "\"")
                        .collect(Collectors.joining("", LOGIN, ";")));
        broker.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        broker.setProperty("super.users", "User:ANONYMOUS");
    }

    private static void append(Properties broker, String list, String one) {
        broker.setProperty(list, broker.getProperty(list) + "," + one);
    }

    private String address() {
        return EmbeddedKafka.HOST + ":" + port;
    }
}
