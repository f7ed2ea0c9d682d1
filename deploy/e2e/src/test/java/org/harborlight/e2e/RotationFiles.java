package org.harborlight.e2e;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What participants and operators write when they change keys. */
final class RotationFiles {
    static final String SUBMITTER_FORM = """
        participantId: e2e-platform
        name: N. N.
        designation: Head of trust
        entity: Platform
        place: Dublin
        kind: PLATFORM
        submits: true
        receives: false
        establishment: IE
        coverage: []
        releaseProfile: {sections: [], releaseEnvelope: false}
        """;

    private RotationFiles() {}

    static String deskForm(KillableExchange exchange) {
        return """
            participantId: e2e-desk
            name: N. N.
            designation: Head of desk
            entity: Desk
            place: Dublin
            kind: LAW_ENFORCEMENT
            submits: false
            receives: true
            establishment: IE
            coverage: [IE, DE, NL]
            fallbackDesk: true
            releaseProfile: {sections: [REPORTED_PERSON, CHILD_VICTIM, LOCATORS, EVIDENCE, NARRATIVE], releaseEnvelope: false}
            endpoint: {url: "%s", trustAnchorFile: "%s", allowPrivateAddress: true}
            """.formatted(exchange.deskEndpoint(), exchange.pki().partners().certificateFile());
    }

    /**
     * The exchange's entry: its first keys, and others.
     *
     * @param ends of keys, by their ids, as the file says them
     * @param added ids of the others
     */
    static String exchange(Path pki, Map<String, String> ends, String added) {
        String keys = Stream.concat(
                        Stream.of("receipt-1", "delivery-1", "connector-1", "sealing-1"),
                        Stream.of(added.split(" ", -1)))
                .map(keyId -> line(keyId, ends.getOrDefault(keyId, "")))
                .collect(Collectors.joining());
        String certificates = Stream.of("exchange-gateway", "exchange-processor", "exchange-connector")
                .map(service -> "  - " + pki.resolve(service).resolve("certificate.pem") + "\n")
                .collect(Collectors.joining());
        return "keys:\n" + keys + "authorities: [" + pki.resolve("services.pem") + "]\ncertificates:\n" + certificates;
    }

    private static String line(String keyId, String more) {
        String purpose = keyId.substring(0, keyId.indexOf('-')).toUpperCase(Locale.ROOT);
        return "  - {purpose: " + purpose + ", keyFile: " + keyId + ".json" + more + "}\n";
    }
}
