package org.harborlight.standalone.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.harborlight.schemas.TopicSpec;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;

/**
 * Makes topics and schema subjects. Repeating it changes nothing, and a topic that is there keeps its settings. Each
 * new subject gets compatibility FULL_TRANSITIVE.
 */
public final class TopicsAndSubjects {
    private static final int AT_ONCE = 4;

    private final List<TopicSpec> specs;

    /** The fixed topics, which every service asks for at its start, and those of the given partners. */
    public TopicsAndSubjects(int partitions, short replication, List<String> partnerIds) {
        List<TopicSpec> all = new ArrayList<>(Topics.fixed(partitions, replication));
        partnerIds.forEach(partner -> all.addAll(Topics.forPartner(partner, partitions, replication)));
        this.specs = List.copyOf(all);
    }

    /** Makes the subjects; returns how many were new. Several at a time: the registry takes a while for each. */
    public int makeSubjects(SchemaRegistry registry) {
        Set<String> known = Set.copyOf(registry.subjects());
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Boolean>> made = specs.stream()
                    .filter(spec -> spec.valueSchema().isPresent())
                    .map(spec -> threads.submit(() -> makeSubject(
                            registry,
                            Topics.subject(spec.name()),
                            spec.valueSchema().get(),
                            known)))
                    .toList();
            int count = 0;
            for (Future<Boolean> one : made) {
                count += one.get() ? 1 : 0;
            }
            return count;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make the subjects: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while subjects were made", e);
        }
    }

    private static boolean makeSubject(SchemaRegistry registry, String subject, Schema schema, Set<String> known) {
        registry.register(subject, schema);
        if (known.contains(subject)) {
            return false;
        }
        registry.setCompatibility(subject, "FULL_TRANSITIVE");
        return true;
    }

    /** Makes the topics; returns how many were new. */
    public int makeTopics(Map<String, Object> kafka) {
        try (Admin admin = Admin.create(kafka)) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = specs.stream()
                    .filter(spec -> !present.contains(spec.name()))
                    .map(spec ->
                            new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.configs()))
                    .toList();
            admin.createTopics(missing).all().get();
            return missing.size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return makeTopics(kafka);
            }
            throw new IllegalStateException("cannot make the topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were made", e);
        }
    }
}
