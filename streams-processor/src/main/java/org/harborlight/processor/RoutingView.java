package org.harborlight.processor;

import java.util.function.Supplier;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.service.DirectoryFollower;

/**
 * What the lanes route against now. After a rollback of the directory the last good snapshot stays until the lanes have
 * been stopped: an empty one would hold or refuse every notice that is still on its way. Before a new snapshot is
 * routed against, it is looked which partner topics there are: those of a partner are made before its entry. Safe for
 * all threads.
 */
final class RoutingView implements Supplier<RoutingSnapshot> {
    private final DirectoryFollower follower;
    private final DeliveryTopicProbe topics;
    private volatile Directory directory = Directory.empty();

    RoutingView(DirectoryFollower follower, DeliveryTopicProbe topics) {
        this.follower = follower;
        this.topics = topics;
        follower.onChange(this::changed);
    }

    Directory directory() {
        return directory;
    }

    @Override
    public RoutingSnapshot get() {
        return new RoutingSnapshot(directory, topics.seen());
    }

    private void changed(Directory next) {
        if (!follower.rolledBack()) {
            topics.look();
            directory = next;
        }
    }
}
