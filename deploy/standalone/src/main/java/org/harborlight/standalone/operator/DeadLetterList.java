package org.harborlight.standalone.operator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;

/** Dead letters, out of their topic, oldest first. Reads from the given time on, at each call anew. */
public final class DeadLetterList {
    private final OperatorTopics topics;

    public DeadLetterList(OperatorTopics topics) {
        this.topics = topics;
    }

    public List<PlacedLetter> find(Instant since, Predicate<PlacedLetter> wanted) {
        WireFormat<DeadLetter> format = topics.formats().of(Topics.DEAD_LETTERS, DeadLetter.class);
        List<PlacedLetter> found = new ArrayList<>();
        topics.each(Topics.DEAD_LETTERS, since, record -> {
            PlacedLetter letter = placed(record, format.decode(record.value()));
            if (wanted.test(letter)) {
                found.add(letter);
            }
        });
        found.sort(Comparator.comparing(letter -> letter.letter().getAt()));
        return List.copyOf(found);
    }

    /**
     * Those that a text names: all of one origin, {@code topic/partition/offset}, or the one that stands at
     * {@code partition/offset} of topic dead-letters.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public List<PlacedLetter> named(String text) {
        Origin place = Places.parse(text)
                .or(() -> Places.parseLetter(text))
                .orElseThrow(
                        () -> new IllegalArgumentException("not TOPIC/PARTITION/OFFSET or PARTITION/OFFSET: " + text));
        return find(
                Instant.EPOCH,
                letter -> letter.place().equals(place)
                        || letter.letter().getOrigin().equals(place));
    }

    private static PlacedLetter placed(ConsumerRecord<String, byte[]> record, DeadLetter letter) {
        List<String> headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(Header::key)
                .toList();
        Origin place = new Origin(record.topic(), record.partition(), record.offset());
        return new PlacedLetter(letter, place, record.key(), headers);
    }
}
