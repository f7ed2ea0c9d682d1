package org.harborlight.schemas.tls;

import java.time.Duration;
import java.util.List;

/** What a certificate shall say. */
public record IssueRequest(
        String commonName, List<String> sanUris, List<String> dnsNames, List<String> ipAddresses, Duration validity) {
    public IssueRequest {
        sanUris = List.copyOf(sanUris);
        dnsNames = List.copyOf(dnsNames);
        ipAddresses = List.copyOf(ipAddresses);
    }
}
