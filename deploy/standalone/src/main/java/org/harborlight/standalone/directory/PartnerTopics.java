package org.harborlight.standalone.directory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.runtime.TopicsAndSubjects;

/** Makes the topics of partners, as wide and as often copied as those of the notices. Stateless. */
final class PartnerTopics {
    private PartnerTopics() {}

    /** Returns once they are there; how many were new. */
    static int make(OperatorTopics topics, List<String> partnerIds) {
        if (partnerIds.isEmpty()) {
            return 0;
        }
        TopicDescription notices = notices(topics.kafka());
        short copies = (short) notices.partitions().getFirst().replicas().size();
        TopicsAndSubjects wanted =
                TopicsAndSubjects.forPartners(notices.partitions().size(), copies, partnerIds);
        wanted.makeSubjects(topics.registry());
        return wanted.makeTopics(topics.kafka());
    }

    private static TopicDescription notices(Map<String, Object> kafka) {
        String topic = Topics.notices(Lane.URGENT);
        try (Admin admin = Admin.create(kafka)) {
            return Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look at topic " + topic + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were looked at", e);
        }
    }
}
