package org.harborlight.gateway.verify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.gateway.verify.Verification.Refused;
import org.harborlight.gateway.verify.Verification.Verified;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.SignedNoticeJson;
import org.harborlight.schemas.registry.SchemaRegistryException;

/**
 * Verifies a submitted envelope: envelope, key, signature over the bytes as received, and only then the notice within.
 * Nothing is decoded before its signature holds and nothing is encoded again. Pure computation without shared state, but
 * for the schema of another version, which is asked for; safe for all threads, meant for the worker pool.
 */
public final class NoticeVerifier {
    private final SingleObject<SignedNotice> envelopes;
    private final SingleObject<IncidentNotice> notices;
    private final NoticeChecks checks;
    private final InstantSource clock;

    /** @param writers schemas of submitters of another version; asked for once each, after the signature has held */
    public NoticeVerifier(NoticeChecks checks, InstantSource clock, WriterSchemas writers) {
        this.envelopes = SingleObject.of(SignedNotice.class, writers);
        this.notices = SingleObject.of(IncidentNotice.class, writers);
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Verifies.
     *
     * @param submitterId the TLS identity; only its keys count
     * @param directory the snapshot that the whole request is judged by
     * @param body as received
     */
    public Verification verify(String submitterId, Directory directory, EnvelopeForm form, byte[] body) {
        try {
            return judge(submitterId, directory, form, body);
        } catch (SchemaRegistryException cannotTellNow) {
            return Refused.of(Refusal.SCHEMA_NOT_TOLD);
        }
    }

    private Verification judge(String submitterId, Directory directory, EnvelopeForm form, byte[] body) {
        SignedNotice envelope;
        try {
            envelope = switch (form) {
                case AVRO -> envelopes.decode(body);
                case JSON -> SignedNoticeJson.read(body);
            };
        } catch (DecodeException e) {
            return Refused.of(refusal(e, Refusal.MALFORMED_ENVELOPE));
        }
        if (!envelope.getPayloadType().equals(MediaTypes.INCIDENT_NOTICE)) {
            return Refused.of(Refusal.MALFORMED_ENVELOPE);
        }
        byte[] payload = Bytes.copy(envelope.getPayload());
        SignatureCheck check = new EnvelopeVerifier(directory.signingKeys(submitterId))
                .verify(envelope.getPayloadType(), payload, envelope.getSignatures(), clock.instant());
        return switch (check) {
            case SignatureCheck.NoSignature() -> Refused.of(Refusal.MALFORMED_ENVELOPE);
            case SignatureCheck.TooManySignatures() -> Refused.of(Refusal.MALFORMED_ENVELOPE);
            case SignatureCheck.DuplicateKey(String _) -> Refused.of(Refusal.MALFORMED_ENVELOPE);
            case SignatureCheck.UnknownKey(String _) -> Refused.of(Refusal.UNKNOWN_KEY);
            case SignatureCheck.BadSignature(String _) -> Refused.of(Refusal.BAD_SIGNATURE);
            case SignatureCheck.KeyNotValid(String _) -> Refused.of(Refusal.KEY_NOT_VALID);
            case SignatureCheck.Valid(List<String> _) -> decode(submitterId, directory, envelope, payload);
        };
    }

    private Verification decode(String submitterId, Directory directory, SignedNotice envelope, byte[] payload) {
        IncidentNotice notice;
        try {
            notice = notices.decode(payload);
        } catch (DecodeException e) {
            return Refused.of(refusal(e, Refusal.MALFORMED_NOTICE));
        }
        if (!notice.getSubmitterId().equals(submitterId)) {
            return Refused.of(Refusal.SUBMITTER_MISMATCH);
        }
        Instant now = clock.instant();
        List<Finding> findings = NoticeFindings.of(notice, envelope, directory, now, checks);
        return findings.isEmpty()
                ? new Verified(envelope, notice)
                : new Refused(NoticeFindings.gravest(findings), findings);
    }

    private static Refusal refusal(DecodeException e, Refusal otherwise) {
        return e.reason().equals(DecodeException.UNKNOWN_SCHEMA) ? Refusal.UNKNOWN_SCHEMA : otherwise;
    }
}
