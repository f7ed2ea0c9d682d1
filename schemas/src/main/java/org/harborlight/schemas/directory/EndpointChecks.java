package org.harborlight.schemas.directory;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.Endpoint;

/** What every endpoint in a directory entry must be, so that a slip is noticed before it is signed. Stateless. */
public final class EndpointChecks {
    private EndpointChecks() {}

    /** One problem a field, as its name and what it must be; empty for none. */
    public static List<String> problems(String field, Endpoint endpoint) {
        List<String> problems = new ArrayList<>();
        check(field, endpoint, problems);
        return problems;
    }

    /** @param field where the entry has it */
    static void check(String field, Endpoint endpoint, List<String> problems) {
        if (!https(endpoint.getUrl())) {
            problems.add(field + ".url: an https URL");
        }
        if (!endpoint.getTrustAnchorPem().contains("-----BEGIN CERTIFICATE-----")) {
            problems.add(field + ".trustAnchorPem: at least one certificate");
        }
    }

    private static boolean https(String text) {
        try {
            URI url = URI.create(text);
            return "https".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
