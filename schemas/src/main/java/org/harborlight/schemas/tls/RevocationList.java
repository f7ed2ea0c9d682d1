package org.harborlight.schemas.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.harborlight.schemas.envelope.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * One authority's list of revoked certificates (RFC 5280), complete, signed by the authority itself, and bounded in time.
 * Partial, indirect and delta lists are refused, because what they leave out could be read as good.
 *
 * @param issuerSha256 of the authority, as in {@link PeerIdentity}
 * @param number grows with every list; zero where the list has none
 */
public record RevocationList(
        String issuerSha256, BigInteger number, Instant thisUpdate, Instant nextUpdate, Set<BigInteger> revoked) {
    private static final String CRL_NUMBER = "2.5.29.20";
    private static final int CRL_SIGN = 6;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    public RevocationList {
        revoked = Set.copyOf(revoked);
    }

    /**
     * Reads the lists of a PEM or DER file.
     *
     * @throws IllegalArgumentException with a reason code when one of them is not to be believed
     */
    public static List<RevocationList> read(byte[] file, List<X509Certificate> authorities, Instant now) {
        List<RevocationList> lists = parse(file).stream()
                .map(X509CRL.class::cast)
                .map(list -> of(list, authorities, now))
                .toList();
        if (lists.isEmpty()) {
            throw new IllegalArgumentException("no-crl");
        }
        return lists;
    }

    /** Whether the other list was made after this one, so that taking this one would bring revoked certificates back. */
    public boolean olderThan(RevocationList other) {
        int order = number.compareTo(other.number);
        return order < 0 || (order == 0 && thisUpdate.isBefore(other.thisUpdate));
    }

    private static Collection<? extends CRL> parse(byte[] file) {
        try {
            return CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(file));
        } catch (CertificateException | CRLException notCrls) {
            throw new IllegalArgumentException("not-a-crl", notCrls);
        }
    }

    private static RevocationList of(X509CRL list, List<X509Certificate> authorities, Instant now) {
        X509Certificate issuer = authorities.stream()
                .filter(authority -> maySign(authority) && signed(authority, list))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("crl-of-another"));
        if (list.getNextUpdate() == null) {
            throw new IllegalArgumentException("crl-without-end");
        }
        Instant thisUpdate = list.getThisUpdate().toInstant();
        if (thisUpdate.isAfter(now.plus(CLOCK_SKEW))) {
            throw new IllegalArgumentException("crl-of-the-future");
        }
        Set<? extends X509CRLEntry> entries = Optional.<Set<? extends X509CRLEntry>>ofNullable(
                        list.getRevokedCertificates())
                .orElse(Set.of());
        if (isCritical(list.getCriticalExtensionOIDs())
                || entries.stream().anyMatch(entry -> isCritical(entry.getCriticalExtensionOIDs()))) {
            throw new IllegalArgumentException("crl-partial");
        }
        return new RevocationList(
                Sha256.hex(issuer.getPublicKey().getEncoded()),
                number(list),
                thisUpdate,
                list.getNextUpdate().toInstant(),
                entries.stream().map(X509CRLEntry::getSerialNumber).collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean isCritical(@Nullable Set<String> extensions) {
        return extensions != null && !extensions.isEmpty();
    }

    private static boolean maySign(X509Certificate authority) {
        boolean[] usage = authority.getKeyUsage();
        return usage == null || usage[CRL_SIGN];
    }

    private static boolean signed(X509Certificate authority, X509CRL list) {
        try {
            list.verify(authority.getPublicKey());
            return list.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return false;
        }
    }

    private static BigInteger number(X509CRL list) {
        byte[] extension = list.getExtensionValue(CRL_NUMBER);
        if (extension == null) {
            return BigInteger.ZERO;
        }
        byte[] value = ASN1OctetString.getInstance(extension).getOctets();
        return ASN1Integer.getInstance(value).getPositiveValue();
    }
}
