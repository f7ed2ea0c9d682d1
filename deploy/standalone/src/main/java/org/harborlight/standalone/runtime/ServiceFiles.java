package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.service.OperatorKeys;
import org.harborlight.service.Restores;
import org.harborlight.service.tls.TlsFiles;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.ExchangePki.Service;
import org.harborlight.standalone.pki.ExchangePki.Trusts;
import org.harborlight.standalone.pki.ExchangeSecrets;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Writes the configuration file of each service into the data folder, anew at every start: the services read them as
 * they would in a cluster, and an operator can look at them. Secrets are references to other files.
 */
public final class ServiceFiles {
    private static final String LOOPBACK = "127.0.0.1";

    private final DataFolder data;
    private final ExchangePki pki;
    private final ExchangeSettings settings;
    private final Backbone backbone;

    public ServiceFiles(DataFolder data, ExchangePki pki, ExchangeSettings settings, Backbone backbone) {
        this.data = data;
        this.pki = pki;
        this.settings = settings;
        this.backbone = backbone;
    }

    /**
     * Writes the file of a gateway.
     *
     * @param ledgers service ports of the processor's instances, any of which tells the status of a notice
     */
    public Path gateway(Place place, List<URI> ledgers) {
        Map<String, String> file = common(place);
        listen(file, place.port());
        tls(file, "tls.", pki.service(Service.GATEWAY, Trusts.SUBMITTERS));
        tls(file, "status.tls.", pki.service(Service.GATEWAY, Trusts.SERVICES));
        file.put("receipt.key.id", pki.secrets().receipt().keyId());
        file.put("receipt.key.file", key(pki.secrets().receipt().keyId()));
        file.put("reference.key", secret("reference.key"));
        file.put("status.url", list(ledgers));
        return write(place.name(), file);
    }

    /**
     * Writes the file of a processor.
     *
     * @param connectors management ports of the connector's instances, which health asks
     */
    public Path processor(Place place, List<URI> connectors) {
        Map<String, String> file = common(place);
        file.put("service.host", LOOPBACK);
        file.put("service.port", Integer.toString(place.port()));
        tls(file, "service.tls.", pki.service(Service.PROCESSOR, Trusts.SERVICES));
        file.put("delivery.key.id", pki.secrets().delivery().keyId());
        file.put("delivery.key.file", key(pki.secrets().delivery().keyId()));
        file.put("reference.key", secret("reference.key"));
        file.put("case.key", secret("case.key"));
        file.put("state.dir", state(place.name()));
        file.put("delivery.topics.probe.interval.ms", "500");
        restores(file);
        file.put("connector.management.urls", list(connectors));
        settings.geolocation()
                .ifPresent(data ->
                        file.put("geolocation.file", data.toAbsolutePath().toString()));
        return write(place.name(), file);
    }

    /** Writes the file of a connector. */
    public Path connector(Place place) {
        Map<String, String> file = common(place);
        listen(file, place.port());
        tls(file, "tls.", pki.service(Service.CONNECTOR, Trusts.PARTNERS));
        file.put("instance.id", place.name());
        restores(file);
        file.put("data.folder", state(place.name()));
        file.put("connector.key.id", pki.secrets().connector().keyId());
        file.put("connector.key.file", key(pki.secrets().connector().keyId()));
        file.put("sealing.keys", key(pki.secrets().sealing().keyId()));
        file.put("lane.commit.interval.ms", "100");
        file.putAll(settings.connector());
        return write(place.name(), file);
    }

    private Map<String, String> common(Place place) {
        Map<String, String> file = new TreeMap<>();
        file.put("kafka.bootstrap.servers", backbone.bootstrap());
        file.put("schema.registry.url", backbone.registryUrl());
        file.put("management.host", LOOPBACK);
        file.put("management.port", Integer.toString(place.management()));
        file.put("directory.operator.keys", operatorKeys());
        file.put(
                "directory.operator.threshold",
                Integer.toString(pki.secrets().operatorPublicKeys().size()));
        file.put("directory.accessions.from", Long.toString(backbone.accessionsFrom()));
        file.put(
                "directory.head.file",
                data.state().resolve(place.name() + ".head").toString());
        return file;
    }

    private void restores(Map<String, String> file) {
        file.put(Restores.KEY, Integer.toString(data.restores().count()));
    }

    private static String list(List<URI> urls) {
        return urls.stream().map(URI::toString).collect(Collectors.joining(","));
    }

    private String operatorKeys() {
        Path folder = SecretFiles.createFolder(data.root().resolve(ExchangeSecrets.PUBLIC_FOLDER));
        return pki.secrets().operatorPublicKeys().stream()
                .map(key -> operatorKey(folder, key))
                .collect(Collectors.joining(","));
    }

    private static String operatorKey(Path folder, PublicKeyEntry key) {
        try {
            return OperatorKeys.write(folder, key).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the public key " + key.getKeyId(), e);
        }
    }

    private static void listen(Map<String, String> file, int port) {
        file.put("http.host", LOOPBACK);
        file.put("http.port", Integer.toString(port));
    }

    private static void tls(Map<String, String> file, String prefix, TlsFiles files) {
        switch (files.own()) {
            case TlsFiles.Pem(Path certificate, Path key) -> {
                file.put(prefix + "certificate", certificate.toString());
                file.put(prefix + "key", key.toString());
            }
            case TlsFiles.Pkcs12(Path keystore, Password password) -> {
                file.put(prefix + "keystore", keystore.toString());
                file.put(prefix + "keystore.password", password.value());
            }
        }
        file.put(prefix + "trust", files.trust().toString());
    }

    private String key(String keyId) {
        return data.root().resolve("keys").resolve(keyId + ".pem").toString();
    }

    /** A reference to a secret in the keys folder, which is kept there in the form that the services read. */
    private String secret(String name) {
        byte[] value = switch (name) {
            case "reference.key" -> pki.secrets().referenceKey();
            case "case.key" -> pki.secrets().caseKey();
            default -> throw new IllegalArgumentException(name);
        };
        Path folder = data.root().resolve("keys");
        SecretFiles.write(folder.resolve(name + ".base64"), Base64.getEncoder().encodeToString(value));
        return "${directory:" + folder + ":" + name + ".base64}";
    }

    private String state(String name) {
        return SecretFiles.createFolder(data.state().resolve(name)).toString();
    }

    private Path write(String name, Map<String, String> settingsOfService) {
        Properties properties = new Properties();
        properties.putAll(settingsOfService);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, "Written at every start; changes here are lost.");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        SecretFiles.createFolder(data.state());
        Path file = data.root().resolve("config").resolve(name + ".properties");
        SecretFiles.write(file, text.toString());
        return file;
    }
}
