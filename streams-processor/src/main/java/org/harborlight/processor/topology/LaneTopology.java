package org.harborlight.processor.topology;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;
import org.harborlight.processor.enrich.Enricher;
import org.harborlight.processor.link.AdmitStage;
import org.harborlight.processor.link.AnswerStage;
import org.harborlight.processor.link.EveryPartition;
import org.harborlight.processor.link.KnownReferenceStage;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.LaneContext;
import org.harborlight.processor.link.LaneFormats;
import org.harborlight.processor.link.Lanes;
import org.harborlight.processor.link.LinkStage;
import org.harborlight.processor.link.Nodes;
import org.harborlight.processor.link.OrderStage;
import org.harborlight.processor.link.Parcel;
import org.harborlight.processor.link.Stores;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;

/**
 * The topology of one lane, from top to bottom as the picture in the architecture draws it: notices and handovers →
 * admit per reference → repartition by case key → link, enrich, route → outcomes, deliveries, dead letters; feedback →
 * every task of link; commands → the reference that they name → its case → what leaves it → admit; who has a case from the
 * other lane → its case. Pure: no I/O, no clock, no environment. Values come in as raw bytes, so that a record that cannot
 * be decoded is ours to keep.
 */
public final class LaneTopology {
    private static final Serde<String> KEYS = Serdes.String();
    private static final Serde<byte[]> RAW = Serdes.ByteArray();
    private static final Serde<Parcel> PARCELS = Parcel.serde();

    private LaneTopology() {}

    /**
     * Builds the topology.
     *
     * @param config the settings of the application that runs it: naming is checked against them
     */
    public static Topology build(Lane lane, LaneBounds bounds, LaneDependencies with, StreamsConfig config) {
        LaneFormats formats = LaneFormats.of(with.formats(), lane);
        LaneContext context = new LaneContext(
                lane, formats, bounds, with.routing(), with.patience(), with.digests(), with.commands());
        Lane other = Lanes.other(lane);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));

        StoreBuilder<?> otherLane = Stores.otherLaneReferences(formats.writers());
        builder.stream(Topics.references(other), from(Nodes.OTHER_LANE_REFERENCES))
                .process(new KnownReferenceStage(formats.references(), otherLane), Named.as(Nodes.REMEMBER_OTHER_LANE));

        KStream<String, Parcel> admitted = builder.stream(Topics.notices(lane), from(Nodes.NOTICES))
                .merge(builder.stream(Topics.handovers(lane), from(Nodes.HANDOVERS)), Named.as(Nodes.INCOMING))
                .merge(builder.stream(Topics.moves(lane), from(Nodes.MOVES)), Named.as(Nodes.INCOMING_AND_MOVED))
                .process(new AdmitStage(context, with.identifiers(), otherLane), Named.as(Nodes.ADMIT));
        admitted.to(Topics.OUTCOMES, to(Nodes.ADMIT_OUTCOMES));
        admitted.to(Topics.DEAD_LETTERS, to(Nodes.ADMIT_DEAD_LETTERS));
        admitted.to(Topics.HELD_CHANGES, to(Nodes.ADMIT_HELD_CHANGES));
        admitted.to(Topics.handovers(other), to(Nodes.HAND_OVER));
        admitted.to(Topics.references(lane), to(Nodes.REFERENCES));

        Enricher enricher = new Enricher(with.geolocation());
        KStream<String, Parcel> notices =
                admitted.repartition(Repartitioned.with(KEYS, PARCELS).withName(Nodes.BY_CASE_KEY));
        // After the notices, so that the tasks of the stages keep their numbers, and with them their folders.
        KStream<String, Parcel> told = builder.stream(Topics.FEEDBACK, from(Nodes.FEEDBACK))
                .merge(builder.stream(Topics.COMMANDS, from(Nodes.COMMANDS)), Named.as(Nodes.TOLD))
                .process(new AnswerStage(context), Named.as(Nodes.READ_ANSWERS));
        KStream<String, Parcel> answers = told.repartition(
                Repartitioned.with(KEYS, PARCELS).withName(Nodes.ANSWERS).withStreamPartitioner(new EveryPartition()));
        KStream<String, Parcel> orders = told.repartition(
                        Repartitioned.with(KEYS, PARCELS).withName(Nodes.ORDERS))
                .process(
                        new OrderStage(context, with.identifiers()),
                        Named.as(Nodes.FIND_CASE),
                        Stores.SEEN_NOTICES,
                        Stores.REFERENCE_CASES);
        orders.to(Topics.COMMAND_RESULTS, to(Nodes.ORDER_RESULTS));
        KStream<String, Parcel> toldAtCases = answers.merge(
                orders.repartition(Repartitioned.with(KEYS, PARCELS).withName(Nodes.ORDERS_AT_CASES)),
                Named.as(Nodes.TOLD_AT_CASES));
        KStream<String, Parcel> allToldAtCases = toldAtCases.merge(
                builder.stream(
                        Topics.holders(other), Consumed.with(KEYS, PARCELS).withName(Nodes.OTHER_LANE_HOLDERS)),
                Named.as(Nodes.ALL_TOLD_AT_CASES));
        KStream<String, Parcel> linked = notices.merge(allToldAtCases, Named.as(Nodes.AT_CASES))
                .process(
                        new LinkStage(context, with.identifiers(), enricher, with.deliverySigner()),
                        Named.as(Nodes.LINK));
        linked.to(Topics.OUTCOMES, to(Nodes.LINK_OUTCOMES));
        linked.to(Topics.DEAD_LETTERS, to(Nodes.LINK_DEAD_LETTERS));
        linked.to(Topics.HELD_CHANGES, to(Nodes.LINK_HELD_CHANGES));
        linked.to(Topics.COMMAND_RESULTS, to(Nodes.LINK_RESULTS));
        linked.to(Topics.moves(lane), to(Nodes.LINK_MOVES));
        linked.to(Topics.holders(lane), to(Nodes.HOLDERS));
        linked.to(Topics.DELIVERY_STATE, to(Nodes.DELIVERY_STATE));
        linked.to(new PartnerTopics(), to(Nodes.DELIVERIES));
        return builder.build();
    }

    private static Consumed<String, byte[]> from(String node) {
        return Consumed.with(KEYS, RAW).withName(node);
    }

    private static Produced<String, Parcel> to(String node) {
        return Produced.with(KEYS, PARCELS).withName(node);
    }
}
