package org.harborlight.schemas;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harborlight.schemas.codec.Bytes;

/**
 * Every way in which one byte of a signed envelope can be another, by the region that it stands in. Of a long region, such
 * as a signature with ML-DSA-65, bytes at even distances and both ends.
 */
public final class Tampering {
    private static final int PLACES = 96;

    private Tampering() {}

    /** What an envelope consists of. */
    public enum Region {
        PAYLOAD_TYPE,
        PAYLOAD,
        KEY_ID,
        SIGNATURE
    }

    /** What a border says of each envelope with one other byte, by region. */
    public static Map<Region, Set<String>> reasons(SignedEnvelope good, Function<SignedEnvelope, String> border) {
        Map<Region, Set<String>> reasons = new EnumMap<>(Region.class);
        for (Region region : Region.values()) {
            Set<String> seen = new TreeSet<>();
            in(region, good).forEach(tampered -> seen.add(border.apply(tampered)));
            reasons.put(region, seen);
        }
        return reasons;
    }

    /** The bytes with one of them changed, for each of them. */
    public static Stream<byte[]> eachByteOf(byte[] bytes) {
        int step = Math.max(1, bytes.length / PLACES);
        IntStream places = IntStream.iterate(0, at -> at < bytes.length, at -> at + step);
        return IntStream.concat(places, IntStream.of(bytes.length - 1)).mapToObj(at -> {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            return changed;
        });
    }

    public static Stream<ByteBuffer> eachByteOf(ByteBuffer buffer) {
        return eachByteOf(Bytes.copy(buffer)).map(ByteBuffer::wrap);
    }

    public static Stream<String> eachCharacterOf(String text) {
        return IntStream.range(0, text.length())
                .mapToObj(at -> text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1));
    }

    private static Stream<SignedEnvelope> in(Region region, SignedEnvelope good) {
        return switch (region) {
            case PAYLOAD_TYPE ->
                eachCharacterOf(good.getPayloadType()).map(type -> with(good, b -> b.setPayloadType(type)));
            case PAYLOAD -> eachByteOf(good.getPayload()).map(payload -> with(good, b -> b.setPayload(payload)));
            case KEY_ID ->
                eachSignature(
                        good,
                        signature -> eachCharacterOf(signature.getKeyId())
                                .map(keyId -> new Signature(keyId, signature.getValue())));
            case SIGNATURE ->
                eachSignature(
                        good,
                        signature -> eachByteOf(signature.getValue())
                                .map(value -> new Signature(signature.getKeyId(), value)));
        };
    }

    private static Stream<SignedEnvelope> eachSignature(
            SignedEnvelope good, Function<Signature, Stream<Signature>> change) {
        return IntStream.range(0, good.getSignatures().size())
                .boxed()
                .flatMap(at -> change.apply(good.getSignatures().get(at)).map(changed -> {
                    List<Signature> signatures = new ArrayList<>(good.getSignatures());
                    signatures.set(at, changed);
                    return with(good, b -> b.setSignatures(signatures));
                }));
    }

    private static SignedEnvelope with(SignedEnvelope good, UnaryOperator<SignedEnvelope.Builder> change) {
        return change.apply(SignedEnvelope.newBuilder(good)).build();
    }
}
