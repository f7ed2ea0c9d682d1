package org.harborlight.standalone.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.Rule;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.directory.AccessionRule;
import org.harborlight.schemas.directory.AgreementChecks;
import org.harborlight.schemas.directory.EndpointChecks;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.directory.WebhookChecks;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.sealing.SealingKey;

/**
 * What is wrong with a directory folder, found without an exchange: what every reader would refuse, and what no reader
 * notices but nobody means. For one look.
 */
public final class DirectoryLint {
    private final DirectoryFolder folder;
    private final List<DirectoryFinding> findings;

    private DirectoryLint(DirectoryFolder folder) {
        this.folder = folder;
        this.findings = new ArrayList<>(folder.unreadable());
    }

    /** Empty where there is nothing to object to. */
    public static List<DirectoryFinding> of(DirectoryFolder folder) {
        DirectoryLint lint = new DirectoryLint(folder);
        folder.participants().forEach(lint::participant);
        lint.identities();
        lint.fallbacks();
        folder.rules().forEach(lint::rules);
        lint.jurisdictions();
        lint.operators();
        return List.copyOf(lint.findings);
    }

    private void participant(String file, Participant entry) {
        if (!file.equals("participants/" + entry.getParticipantId() + ".yaml")) {
            add(file, "", "its name must be that of the participant, " + entry.getParticipantId() + ".yaml");
        }
        if (entry.getStatus() == ParticipantStatus.UNSPECIFIED) {
            add(file, "/status", "PENDING, ACTIVE, SUSPENDED or REVOKED");
        }
        AccessionRule.always().problems(entry).forEach(problem -> addSplit(file, problem));
        AgreementChecks.problems(entry).forEach(problem -> addSplit(file, problem));
        WebhookChecks.problems(entry).forEach(problem -> addSplit(file, problem));
        Endpoint endpoint = entry.getEndpoint();
        if (endpoint != null) {
            EndpointChecks.problems("endpoint", endpoint).forEach(problem -> addSplit(file, problem));
        }
        if (entry.getReceives() && entry.getCoverage().isEmpty() && !entry.getFallbackDesk()) {
            add(file, "/coverage", "it receives, but covers no country");
        }
        keys(file, "/signingKeys", entry.getSigningKeys(), false);
        keys(file, "/sealingKeys", entry.getSealingKeys(), true);
    }

    private void keys(String file, String field, List<PublicKeyEntry> keys, boolean sealing) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            PublicKeyEntry key = keys.get(i);
            if (!ids.add(key.getKeyId())) {
                add(file, field + "/" + i, "a second key with the id " + key.getKeyId());
            }
            try {
                if (sealing) {
                    SealingKey.requireSound(key);
                } else {
                    VerificationKey.of(key);
                }
            } catch (IllegalArgumentException unsound) {
                add(file, field + "/" + i, "not a sound key of its algorithm");
            }
        }
    }

    private void identities() {
        Map<TlsIdentity, String> owners = new HashMap<>();
        folder.participants()
                .forEach((file, entry) -> entry.getTlsIdentities().forEach(identity -> {
                    String owner = owners.putIfAbsent(identity, file);
                    if (owner != null) {
                        add(file, "/tlsIdentities", "the certificate identity of " + owner);
                    }
                    if (!identity.getSanUri().equals("urn:harborlight:participant:" + entry.getParticipantId())) {
                        add(file, "/tlsIdentities", "a certificate that names " + identity.getSanUri());
                    }
                }));
    }

    private void fallbacks() {
        Set<String> known = new HashSet<>();
        folder.participants().values().forEach(entry -> known.add(entry.getParticipantId()));
        folder.participants().forEach((file, entry) -> {
            if (entry.getAgreement() != null
                    && !known.containsAll(entry.getAgreement().getFallbackPartners())) {
                add(file, "/agreement/fallbackPartners", "a participant that is not in the folder");
            }
        });
    }

    private void rules(RuleTable table) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < table.getRules().size(); i++) {
            Rule rule = table.getRules().get(i);
            if (!ids.add(rule.getId())) {
                add(DirectoryFolder.RULES, "/rules/" + i + "/id", "a second rule " + rule.getId());
            }
            released(i, rule);
        }
    }

    private void released(int index, Rule rule) {
        folder.participants().values().stream()
                .filter(entry -> entry.getReceives() && entry.getStatus() == ParticipantStatus.ACTIVE)
                .filter(entry -> entry.getKind() == rule.getRecipientKind())
                .filter(entry -> !entry.getReleaseProfile().getSections().containsAll(rule.getRelease()))
                .forEach(entry -> add(
                        DirectoryFolder.RULES,
                        "/rules/" + index + "/release",
                        "rule " + rule.getId() + " releases more than the profile of " + entry.getParticipantId()
                                + " allows"));
    }

    private void jurisdictions() {
        Set<String> countries = new HashSet<>();
        List<Jurisdiction> all = folder.jurisdictions();
        for (int i = 0; i < all.size(); i++) {
            if (!countries.add(all.get(i).getCountry())) {
                add(
                        DirectoryFolder.JURISDICTIONS,
                        "/jurisdictions/" + i + "/country",
                        "a second entry for " + all.get(i).getCountry());
            }
        }
    }

    private void operators() {
        folder.operators().stream()
                .map(OperatorSet::problems)
                .flatMap(List::stream)
                .forEach(problem -> addSplit(DirectoryFolder.OPERATORS, problem));
    }

    /** A problem that begins with its field. */
    private void addSplit(String file, String problem) {
        int colon = problem.indexOf(':');
        String field = colon < 0 ? "" : "/" + problem.substring(0, colon).replace('.', '/');
        add(file, field, problem.substring(colon + 1).strip());
    }

    private void add(String file, String at, String what) {
        findings.add(new DirectoryFinding(file, at, what));
    }
}
