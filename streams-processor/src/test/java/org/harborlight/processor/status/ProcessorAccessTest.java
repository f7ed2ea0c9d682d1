package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.BrokerAccess;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Party;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.junit.jupiter.api.Test;

/** What the processor is said to do at the brokers is what its topologies do. */
class ProcessorAccessTest {
    /** Read beside the topologies: by the follower of the directory, and by what redrives notices. */
    private static final Set<String> READ_OTHERWISE = Set.of(Topics.DIRECTORY, Topics.DEAD_LETTERS);

    private final BrokerAccess access = BrokerAccess.of(Party.PROCESSOR);
    private final List<TopologyDescription.Node> nodes = nodes();

    @Test
    void shouldReceiveFromTheSourcesOfTheTopologies() {
        Set<String> received = new TreeSet<>(READ_OTHERWISE);
        for (TopologyDescription.Node node : nodes) {
            if (node instanceof TopologyDescription.Source source) {
                if (source.topicPattern() == null) {
                    source.topicSet().stream()
                            .filter(ProcessorAccessTest::external)
                            .forEach(received::add);
                } else {
                    assertThat(source.topicPattern().pattern()).isEqualTo(Topics.DELIVERIES.pattern());
                    received.add(Topics.ALL_DELIVERIES);
                }
            }
        }

        assertThat(access.receives()).containsExactlyInAnyOrderElementsOf(received);
    }

    @Test
    void shouldSendToTheSinksOfTheTopologies() {
        Set<String> sent = new TreeSet<>();
        for (TopologyDescription.Node node : nodes) {
            if (node instanceof TopologyDescription.Sink sink) {
                if (sink.topic() == null) {
                    assertThat(sink.topicNameExtractor()).hasToString("PartnerTopics[]");
                    sent.add(Topics.ALL_DELIVERIES);
                } else if (external(sink.topic())) {
                    sent.add(sink.topic());
                }
            }
        }

        assertThat(access.sends()).containsExactlyInAnyOrderElementsOf(sent);
    }

    private static boolean external(String topic) {
        return topic.startsWith(Topics.PREFIX);
    }

    private static List<TopologyDescription.Node> nodes() {
        WireFormats formats = new WireFormats(LaneDriver.registry());
        TestExchange exchange = TestExchange.standard();
        Stream<Topology> lanes = Stream.of(Lane.URGENT, Lane.STANDARD)
                .map(lane -> LaneDriver.topology(lane, exchange, formats, LaneBounds.defaults()));
        Topology ledger =
                LedgerDriver.topology(formats, exchange, LedgerDriver.settings(Path.of("target", "described")));
        return Stream.concat(lanes, Stream.of(ledger))
                .flatMap(topology -> topology.describe().subtopologies().stream())
                .flatMap(part -> part.nodes().stream())
                .toList();
    }
}
