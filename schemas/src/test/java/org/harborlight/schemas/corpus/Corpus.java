package org.harborlight.schemas.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.notice.SignedNoticeJson;
import org.harborlight.schemas.notice.Submission;

/** Makes every file of the corpus, the same bytes each time. Used once; not thread-safe. */
final class Corpus {
    private final CorpusKeys keys = new CorpusKeys();
    private final CorpusNotices notices = new CorpusNotices(keys);
    private final Map<String, byte[]> files = new TreeMap<>();

    /** By path within the corpus. */
    static Map<String, byte[]> files() {
        Corpus corpus = new Corpus();
        corpus.files.put("keys.json", corpus.keys.json());
        corpus.valid();
        corpus.envelopes();
        corpus.json();
        corpus.signatures();
        corpus.payloads();
        corpus.fields();
        corpus.sections();
        return corpus.files;
    }

    private void valid() {
        avro("valid/minimal", notices.signed(notices.notice("minimal")));
        avro("valid/ecdsa-p256", notices.signed(notices.notice("ecdsa-p256"), keys.ecdsa));
        avro("valid/ml-dsa-65", notices.signed(notices.notice("ml-dsa-65"), keys.mlDsa));
        avro("valid/two-signatures", notices.signed(notices.notice("two"), keys.ed25519, keys.mlDsa));
        avro("valid/sealed-sections", notices.sealed("sealed"));
        avro(
                "valid/urgent",
                notices.signed(
                        notices.notice("urgent").setPriority(Priority.URGENT).setUrgencyBasis(UrgencyBasis.THREAT)));
        file("valid/minimal.json", SignedNoticeJson.write(notices.signed(notices.notice("json"))));
        file("valid/sealed-sections.json", SignedNoticeJson.write(notices.sealed("sealed-json")));
        file(
                "valid/url-safe-base64.json",
                text(SignedNoticeJson.write(notices.signed(notices.notice("url-safe"))))
                        .replace('+', '-')
                        .replace("/", "_")
                        .replaceFirst("application_vnd.harborlight.incident-notice-avro", MediaTypes.INCIDENT_NOTICE)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void envelopes() {
        byte[] good = Submission.encode(notices.signed(notices.notice("envelope")));
        file("invalid/malformed-envelope--empty.avro", new byte[0]);
        file("invalid/malformed-envelope--truncated.avro", Arrays.copyOf(good, good.length - 1));
        file("invalid/malformed-envelope--only-the-header.avro", Arrays.copyOf(good, 10));
        file("invalid/malformed-envelope--trailing-byte.avro", Arrays.copyOf(good, good.length + 1));
        file("invalid/malformed-envelope--marker.avro", flipped(good, 0));
        file("invalid/unknown-schema--envelope.avro", flipped(good, 5));
        // The length of the payload type, an enormous one.
        byte[] claim = Arrays.copyOf(good, 20);
        Arrays.fill(claim, 10, 18, (byte) 0xff);
        claim[18] = 0x01;
        file("invalid/malformed-envelope--enormous-length.avro", claim);
        changed("malformed-envelope--payload-type", notice -> notice.setPayloadType("application/json"));
        changed("malformed-envelope--no-signature", notice -> notice.setSignatures(List.of()));
        changed("malformed-envelope--key-signs-twice", notice -> {
            Signature own = notice.getSignatures().getFirst();
            notice.setSignatures(List.of(own, own));
        });
        changed("malformed-envelope--five-signatures", notice -> {
            Signature own = notice.getSignatures().getFirst();
            notice.setSignatures(List.of(own, own, own, own, own));
        });
    }

    private void json() {
        String good = text(SignedNoticeJson.write(notices.signed(notices.notice("broken-json"))));
        String open = good.substring(0, good.length() - 1);
        json("not-json", "hello");
        json("nothing", "");
        json("array", "[" + good + "]");
        json("truncated", open);
        json("duplicate-member", open + ",\"payload\":\"\"}");
        json("unknown-member", open + ",\"note\":\"x\"}");
        json("second-object", good + "{}");
        json("payload-not-base64", good.replaceFirst("\"payload\":\"....", "\"payload\":\"?!?!"));
        json("both-base64-alphabets", good.replaceFirst("\"payload\":\"....", "\"payload\":\"+-_/"));
        json(
                "payload-is-a-number",
                "{\"payloadType\":\"" + MediaTypes.INCIDENT_NOTICE + "\",\"payload\":1,\"signatures\":[]}");
        json("deep", "{\"signatures\":" + "[".repeat(2000) + "]".repeat(2000) + "}");
        file(
                "invalid/unknown-key--no-key-id.json",
                good.replaceFirst("\"keyid\":\"[^\"]*\",", "").getBytes(StandardCharsets.UTF_8));
    }

    private void signatures() {
        changed("bad-signature--flipped-payload", notice -> notice.setPayload(flipped(notice.getPayload(), -1)));
        changed("bad-signature--flipped-signature", signature(value -> flipped(value, 20)));
        changed("bad-signature--short", signature(value -> Arrays.copyOf(value, value.length - 1)));
        changed("bad-signature--long", signature(value -> Arrays.copyOf(value, value.length + 1)));
        changed("bad-signature--empty", signature(_ -> new byte[0]));
        changed("bad-signature--zeros", signature(value -> new byte[value.length]));
        changed(
                "bad-signature--over-the-bare-payload",
                notice -> notice.setSignatures(List.of(new Signature(
                        keys.ed25519.keyId(), ByteBuffer.wrap(keys.ed25519.sign(Bytes.copy(notice.getPayload())))))));
        SignedNotice swapped = notices.signed(notices.notice("swapped"), keys.ecdsa);
        swapped.getSignatures().getFirst().setKeyId(keys.ed25519.keyId());
        avro("invalid/bad-signature--by-a-key-of-another-algorithm", swapped);
        SignedNotice second = notices.signed(notices.notice("second"), keys.ed25519, keys.mlDsa);
        Signature last = second.getSignatures().getLast();
        last.setValue(flipped(last.getValue(), 20));
        avro("invalid/bad-signature--second-of-two", second);
        SignedNotice json = notices.signed(notices.notice("flipped-json"));
        json.setPayload(flipped(json.getPayload(), -1));
        file("invalid/bad-signature--flipped-payload.json", SignedNoticeJson.write(json));
        avro("invalid/unknown-key--stranger", notices.signed(notices.notice("stranger"), keys.stranger));
        changed(
                "unknown-key--flipped-key-id",
                notice -> notice.getSignatures().getFirst().setKeyId("corpus-ed25518"));
        avro("invalid/key-not-valid--expired", notices.signed(notices.notice("expired"), keys.expired));
        avro("invalid/key-not-valid--revoked", notices.signed(notices.notice("revoked"), keys.revoked));
        avro("invalid/key-not-valid--not-yet", notices.signed(notices.notice("not-yet"), keys.early));
    }

    private void payloads() {
        byte[] good = CorpusNotices.payload(notices.notice("payload"));
        avro("invalid/malformed-notice--truncated", notices.signed(Arrays.copyOf(good, good.length - 1)));
        avro("invalid/malformed-notice--trailing-byte", notices.signed(Arrays.copyOf(good, good.length + 1)));
        avro("invalid/malformed-notice--empty", notices.signed(new byte[0]));
        avro("invalid/malformed-notice--text", notices.signed("{\"noticeId\":1}".getBytes(StandardCharsets.UTF_8)));
        avro("invalid/unknown-schema--notice", notices.signed(flipped(good, 5)));
        notice("submitter-mismatch--another", notice -> notice.setSubmitterId("another-platform"));
    }

    private void fields() {
        notice("invalid-field--no-harms", notice -> notice.setHarms(List.of()));
        notice("invalid-field--harm-unspecified", notice -> notice.setHarms(List.of(HarmType.UNSPECIFIED)));
        notice("invalid-field--priority-unspecified", notice -> notice.setPriority(Priority.UNSPECIFIED));
        notice("invalid-field--urgent-without-basis", notice -> notice.setPriority(Priority.URGENT));
        notice("invalid-field--notice-id", notice -> notice.setNoticeId("1"));
        notice("invalid-field--no-incident-key", notice -> notice.setIncidentKey(""));
        notice("invalid-field--correction-of-nothing", notice -> notice.setKind(NoticeKind.CORRECTION));
        notice(
                "invalid-field--country",
                notice -> notice.setJurisdictionFacts(
                        List.of(NoticeFixtures.fact("Ireland", JurisdictionBasis.HOSTING))));
        notice("future-timestamp--an-hour", notice -> notice.setCreatedAt(CorpusKeys.NOW.plus(Duration.ofHours(1))));
        notice("stale-timestamp--31-days", notice -> notice.setCreatedAt(CorpusKeys.NOW.minus(Duration.ofDays(31))));
    }

    private void sections() {
        media("png", 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a);
        media("jpeg", 0xff, 0xd8, 0xff, 0xe0);
        media("zip", 'P', 'K', 3, 4);
        SignedNotice without = notices.sealed("without-keys");
        without.setSectionKeys(null);
        avro("invalid/invalid-field--sections-without-keys", without);
        SignedNotice spare = notices.signed(notices.notice("spare-keys"));
        spare.setSectionKeys(notices.sealed("spare").getSectionKeys());
        avro("invalid/invalid-field--keys-without-sections", spare);
        SignedNotice foreign = notices.sealed("foreign");
        foreign.getSectionKeys().setRecipientKeyId("corpus-nobody");
        avro("invalid/invalid-field--keys-sealed-to-nobody", foreign);
        SignedNotice shortened = notices.sealed("shortened");
        shortened.getSectionKeys().setEncapsulatedKey(ByteBuffer.allocate(31));
        avro("invalid/invalid-field--encapsulated-key-of-31-bytes", shortened);
    }

    private void media(String name, int... signature) {
        byte[] text = new byte[64];
        for (int i = 0; i < signature.length; i++) {
            text[i] = (byte) signature[i];
        }
        notice(
                "media-not-accepted--" + name,
                notice -> notice.setSections(List.of(new SealedSection(
                        SectionKind.NARRATIVE, ByteBuffer.wrap(new byte[12]), ByteBuffer.wrap(text)))));
    }

    private void notice(String name, UnaryOperator<IncidentNotice.Builder> change) {
        avro("invalid/" + name, notices.signed(change.apply(notices.notice(name))));
    }

    private void changed(String name, Consumer<SignedNotice> change) {
        SignedNotice notice = notices.signed(notices.notice(name));
        change.accept(notice);
        avro("invalid/" + name, notice);
    }

    private static Consumer<SignedNotice> signature(UnaryOperator<byte[]> change) {
        return notice -> {
            Signature own = notice.getSignatures().getFirst();
            own.setValue(ByteBuffer.wrap(change.apply(Bytes.copy(own.getValue()))));
        };
    }

    private void json(String name, String text) {
        file("invalid/malformed-envelope--" + name + ".json", text.getBytes(StandardCharsets.UTF_8));
    }

    private void avro(String name, SignedNotice notice) {
        file(name + ".avro", Submission.encode(notice));
    }

    private void file(String path, byte[] bytes) {
        if (files.put(path, bytes) != null) {
            throw new IllegalStateException("twice: " + path);
        }
    }

    private static ByteBuffer flipped(ByteBuffer bytes, int at) {
        return ByteBuffer.wrap(flipped(Bytes.copy(bytes), at));
    }

    /** A negative place counts from the end. */
    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at < 0 ? changed.length + at : at] ^= 1;
        return changed;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
