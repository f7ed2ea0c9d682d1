package org.harborlight.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.AccessionRule;
import org.harborlight.schemas.directory.ChainFormat;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.OperatorSet;

/**
 * What every service is configured with: the management port, Kafka, the schema registry, and whom it believes about
 * the directory. Immutable.
 *
 * @param kafka settings for every Kafka client
 * @param registry settings of the schema registry client, {@code url} among them
 * @param tlsInterval how often TLS files are looked at for changes
 */
public record ServiceConfig(
        Management management,
        Map<String, Object> kafka,
        Map<String, String> registry,
        DirectoryTrust directory,
        Duration tlsInterval) {

    private static final String TLS_INTERVAL = "tls.reload.interval.ms";

    /** Where the management port listens; port 0 picks a free one. */
    public record Management(String host, int port) {}

    /**
     * Whom a service believes about the directory.
     *
     * @param operatorKeys keys of the operators with whom the directory began; it says itself who comes after them
     * @param threshold how many of those must sign an entry
     * @param accessionsFrom sequence of the first entry of a participant that needs its accession
     * @param headFile where the highest head seen is kept
     */
    public record DirectoryTrust(
            List<PublicKeyEntry> operatorKeys, int threshold, long accessionsFrom, Optional<Path> headFile) {
        /** A loader that has read nothing yet. */
        public DirectoryLoader loader(WireFormats formats) {
            return new DirectoryLoader(
                    OperatorSet.pinned(operatorKeys, threshold),
                    ChainFormat.of(formats),
                    new AccessionRule(formats.payload(Accession.class), accessionsFrom));
        }
    }

    /** The keys all services have; a service adds its own. */
    public static ConfigDef keys(int managementPort) {
        return new ConfigDef()
                .define(
                        "management.host",
                        ConfigDef.Type.STRING,
                        "127.0.0.1",
                        Importance.MEDIUM,
                        "Address of the management port; plain HTTP, so keep it closed")
                .define(
                        "management.port",
                        ConfigDef.Type.INT,
                        managementPort,
                        Range.between(0, 65535),
                        Importance.MEDIUM,
                        "Management port; 0 picks a free one")
                .define(
                        "directory.operator.keys",
                        ConfigDef.Type.LIST,
                        Importance.HIGH,
                        "PEM files of the public keys of the operators with whom the directory began, a file's name without"
                                + " ending is the key id; who came after them is said by the directory")
                .define(
                        "directory.operator.threshold",
                        ConfigDef.Type.INT,
                        1,
                        Range.atLeast(1),
                        Importance.HIGH,
                        "How many of those keys must have signed a directory entry, until the directory says otherwise")
                .define(
                        "directory.accessions.from",
                        ConfigDef.Type.LONG,
                        0L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Sequence of the first participant entry that must carry its accession; more than 0 only for an"
                                + " exchange that is older than accessions")
                .define(
                        "directory.head.file",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "File that keeps the highest directory head seen, so that a rollback is noticed over restarts")
                .define(
                        TLS_INTERVAL,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(100, 3_600_000),
                        Importance.LOW,
                        "How often certificates, keys, authorities and revocation lists are looked at for changes");
    }

    /** Adds to the problems what is missing or cannot be read. */
    public static ServiceConfig read(ConfigValues values, List<String> problems) {
        if (!values.kafka().containsKey("bootstrap.servers")) {
            problems.add("kafka.bootstrap.servers: missing");
        }
        if (!values.registry().containsKey("url")) {
            problems.add("schema.registry.url: missing");
        }
        List<PublicKeyEntry> operators = OperatorKeys.read(values.paths("directory.operator.keys"), problems);
        int threshold = values.number("directory.operator.threshold");
        if (threshold > values.paths("directory.operator.keys").size()) {
            problems.add("directory.operator.threshold: more than there are operator keys");
        }
        if (operators.stream().map(PublicKeyEntry::getPublicKey).distinct().count() < operators.size()) {
            problems.add("directory.operator.keys: one key in two files, one operator would count as two");
        }
        return new ServiceConfig(
                new Management(values.text("management.host"), values.number("management.port")),
                values.kafka(),
                values.registry(),
                new DirectoryTrust(
                        operators,
                        threshold,
                        values.longNumber("directory.accessions.from"),
                        values.optionalPath("directory.head.file")),
                values.millis(TLS_INTERVAL));
    }

    public String registryUrl() {
        return registry.getOrDefault("url", "");
    }
}
