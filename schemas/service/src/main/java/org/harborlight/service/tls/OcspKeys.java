package org.harborlight.service.tls;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.harborlight.service.ConfigValues;

/** The configuration keys that say which OCSP responders are asked. */
final class OcspKeys {
    private static final String RESPONDERS = "ocsp.responders";
    private static final String AGE = "ocsp.max.age.ms";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int LAST_PORT = 65_535;

    private OcspKeys() {}

    static ConfigDef define(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + RESPONDERS,
                        ConfigDef.Type.LIST,
                        "",
                        Importance.MEDIUM,
                        "URLs of OCSP responders, asked where no revocation list says anything; no other is ever "
                                + "connected to, whatever a certificate names")
                .define(
                        prefix + AGE,
                        ConfigDef.Type.LONG,
                        Duration.ofHours(1).toMillis(),
                        Range.between(
                                Duration.ofMinutes(1).toMillis(),
                                Duration.ofDays(7).toMillis()),
                        Importance.LOW,
                        "After how long an OCSP answer is fetched anew, at half of what is left of it if that is sooner, "
                                + "and how long one counts that names no end");
    }

    static TlsFiles.Ocsp read(ConfigValues values, String prefix, Duration grace, List<String> problems) {
        String key = prefix + RESPONDERS;
        List<URI> responders = values.list(key).stream()
                .flatMap(url -> responder(url, key, problems).stream())
                .toList();
        return new TlsFiles.Ocsp(responders, values.millis(prefix + AGE), grace);
    }

    private static Optional<URI> responder(String url, String key, List<String> problems) {
        try {
            URI responder = URI.create(url);
            if (isFit(responder)) {
                return Optional.of(responder);
            }
            problems.add(key + ": must be http or https with a host, without user and fragment");
        } catch (IllegalArgumentException notAUrl) {
            problems.add(key + ": not a URL");
        }
        return Optional.empty();
    }

    private static boolean isFit(URI responder) {
        return responder.getScheme() != null
                && SCHEMES.contains(responder.getScheme())
                && responder.getHost() != null
                && responder.getPort() <= LAST_PORT
                && responder.getRawUserInfo() == null
                && responder.getRawFragment() == null;
    }
}
