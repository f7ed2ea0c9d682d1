package org.harborlight.connector.inbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.service.Restores;

/**
 * Writes a cursor as text that only the exchange can make, for one partner: HMAC-SHA-256 over partner id and offsets. The
 * keys are derived from the exchange's SEALING keys, which every instance holds and which are kept while they are needed;
 * the first one writes, all of them read. Those of the times before a restore are known, but lead nowhere: their offsets
 * have been given anew. Thread-safe.
 */
public final class CursorSeal {
    private static final byte FORM = 1;
    private static final int MAC_BYTES = 32;
    private static final int LONGEST_TEXT = 16 * 1024;
    private static final String KEY_USE = "harborlight inbox cursor v1";

    private final List<byte[]> keys;
    private final List<byte[]> former;

    /**
     * Derives its keys.
     *
     * @param sealingKeys at least one
     */
    public CursorSeal(List<SealingKey> sealingKeys, Restores restores) {
        this.keys = keys(sealingKeys, restores.count());
        this.former = IntStream.range(0, restores.count())
                .mapToObj(before -> keys(sealingKeys, before))
                .flatMap(List::stream)
                .toList();
    }

    private static List<byte[]> keys(List<SealingKey> sealingKeys, int restores) {
        byte[] use = (restores == 0 ? KEY_USE : KEY_USE + " restore " + restores).getBytes(StandardCharsets.US_ASCII);
        return sealingKeys.stream()
                .map(key -> Sha256.mac(key.privateKey().getEncoded(), use))
                .toList();
    }

    String seal(String partnerId, InboxCursor cursor) {
        byte[] offsets = write(partnerId, cursor);
        byte[] whole = Arrays.copyOf(offsets, offsets.length + MAC_BYTES);
        System.arraycopy(Sha256.mac(keys.getFirst(), input(partnerId, offsets)), 0, whole, offsets.length, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Empty unless this exchange made the text for this partner. One from before a restore lies behind every end. */
    Optional<InboxCursor> open(String partnerId, String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (whole.length <= MAC_BYTES) {
            return Optional.empty();
        }
        byte[] offsets = Arrays.copyOf(whole, whole.length - MAC_BYTES);
        byte[] claimed = Arrays.copyOfRange(whole, offsets.length, whole.length);
        byte[] input = input(partnerId, offsets);
        if (isMadeWith(keys, input, claimed)) {
            return Optional.of(read(partnerId, offsets));
        }
        return isMadeWith(former, input, claimed)
                ? Optional.of(read(partnerId, offsets).behindEveryEnd())
                : Optional.empty();
    }

    private static boolean isMadeWith(List<byte[]> keys, byte[] input, byte[] claimed) {
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(Sha256.mac(key, input), claimed));
    }

    private static byte[] write(String partnerId, InboxCursor cursor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            for (Lane lane : List.of(Lane.URGENT, Lane.STANDARD)) {
                Map<Integer, Long> partitions = partitions(cursor, Topics.deliveries(partnerId, lane));
                out.writeInt(partitions.size());
                for (Map.Entry<Integer, Long> partition : partitions.entrySet()) {
                    out.writeInt(partition.getKey());
                    out.writeLong(partition.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    private static Map<Integer, Long> partitions(InboxCursor cursor, String topic) {
        Map<Integer, Long> partitions = new TreeMap<>();
        cursor.next().forEach((partition, next) -> {
            if (partition.topic().equals(topic)) {
                partitions.put(partition.partition(), next);
            }
        });
        return partitions;
    }

    /** Of bytes that were written here: their code has been checked. */
    private static InboxCursor read(String partnerId, byte[] bytes) {
        Map<TopicPartition, Long> next = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORM) {
                throw new IllegalStateException("a cursor of a form that this exchange never wrote");
            }
            for (Lane lane : List.of(Lane.URGENT, Lane.STANDARD)) {
                for (int left = in.readInt(); left > 0; left--) {
                    next.put(new TopicPartition(Topics.deliveries(partnerId, lane), in.readInt()), in.readLong());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a cursor of a form that this exchange never wrote", e);
        }
        return new InboxCursor(next);
    }

    private static byte[] input(String partnerId, byte[] offsets) {
        byte[] prefix = (partnerId.length() + "/" + partnerId + "/").getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(prefix, prefix.length + offsets.length);
        System.arraycopy(offsets, 0, input, prefix.length, offsets.length);
        return input;
    }
}
