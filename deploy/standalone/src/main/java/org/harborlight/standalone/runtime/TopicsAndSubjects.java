package org.harborlight.standalone.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.harborlight.processor.InternalSchemas;
import org.harborlight.schemas.TopicSpec;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.registry.SchemaRegistryException;

/**
 * Makes topics and schema subjects: one for the values of each topic, one for each record that is signed or stored by
 * itself. Repeating it changes nothing, and a topic that is there keeps its settings, but for who dates the canaries: in an
 * older exchange the brokers do not yet. Each new subject gets compatibility FULL_TRANSITIVE; a schema that does not go
 * with the versions before it is refused, and named.
 */
public final class TopicsAndSubjects {
    private static final int AT_ONCE = 4;

    private final List<TopicSpec> specs;

    private TopicsAndSubjects(List<TopicSpec> specs) {
        this.specs = List.copyOf(specs);
    }

    /** The fixed topics, which the services ask for at their start, and those of the given partners. */
    public TopicsAndSubjects(int partitions, short replication, List<String> partnerIds) {
        this(Stream.concat(
                        Topics.fixed(partitions, replication).stream(), ofPartners(partitions, replication, partnerIds))
                .toList());
    }

    /** The topics of the given partners alone, for who may neither see nor make others. */
    public static TopicsAndSubjects forPartners(int partitions, short replication, List<String> partnerIds) {
        return new TopicsAndSubjects(
                ofPartners(partitions, replication, partnerIds).toList());
    }

    private static Stream<TopicSpec> ofPartners(int partitions, short replication, List<String> partnerIds) {
        return partnerIds.stream().flatMap(partner -> Topics.forPartner(partner, partitions, replication).stream());
    }

    /** Makes the subjects; returns how many were new. Several at a time: the registry takes a while for each. */
    public int makeSubjects(SchemaRegistry registry) {
        Set<String> known = Set.copyOf(registry.subjects());
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Boolean>> made = new ArrayList<>();
            subjects()
                    .forEach((subject, schema) ->
                            made.add(threads.submit(() -> makeSubject(registry, subject, schema, known))));
            int count = 0;
            for (Future<Boolean> one : made) {
                count += one.get() ? 1 : 0;
            }
            return count;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IncompatibleSchemaException refused
                    ? refused
                    : new IllegalStateException("cannot make the subjects: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while subjects were made", e);
        }
    }

    /** What is registered, by subject. */
    private Map<String, Schema> subjects() {
        Map<String, Schema> subjects = new LinkedHashMap<>();
        specs.forEach(spec ->
                spec.valueSchema().ifPresent(schema -> subjects.put(Topics.subject(spec.name()), schema)));
        Stream.of(Topics.payloads(), InternalSchemas.all())
                .flatMap(List::stream)
                .forEach(schema -> subjects.put(Topics.payloadSubject(schema.getFullName()), schema));
        return subjects;
    }

    private static boolean makeSubject(SchemaRegistry registry, String subject, Schema schema, Set<String> known) {
        try {
            registry.register(subject, schema);
        } catch (SchemaRegistryException e) {
            throw e.incompatible() ? new IncompatibleSchemaException(subject, schema.getFullName(), e) : e;
        }
        if (known.contains(subject)) {
            return false;
        }
        registry.setCompatibility(subject, "FULL_TRANSITIVE");
        return true;
    }

    /** Makes the topics; returns how many were new. Looks once more where somebody else made some meanwhile. */
    public int makeTopics(Map<String, Object> kafka) {
        return makeTopics(kafka, true);
    }

    private int makeTopics(Map<String, Object> kafka, boolean onceMore) {
        try (Admin admin = Admin.create(kafka)) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = specs.stream()
                    .filter(spec -> !present.contains(spec.name()))
                    .map(spec ->
                            new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.configs()))
                    .toList();
            admin.createTopics(missing).all().get();
            if (present.contains(Topics.CANARY)
                    && specs.stream().anyMatch(spec -> spec.name().equals(Topics.CANARY))) {
                haveCanariesDated(admin);
            }
            return missing.size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                if (onceMore) {
                    return makeTopics(kafka, false);
                }
                throw new IllegalStateException("a topic is there, and the brokers do not show it: " + e.getCause(), e);
            }
            throw new IllegalStateException("cannot make the topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were made", e);
        }
    }

    private static void haveCanariesDated(Admin admin) throws ExecutionException, InterruptedException {
        ConfigEntry dated = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, Topics.DATED_BY_BROKERS);
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, Topics.CANARY),
                        List.of(new AlterConfigOp(dated, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
