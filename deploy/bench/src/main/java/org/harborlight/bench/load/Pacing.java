package org.harborlight.bench.load;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * When each request is sent. Open loop: at its intended time whatever became of those before it, and its latency counts
 * from that time, so that a stall of the exchange shows in every request that had to wait for it. Closed loop: as many
 * under way as there may be at a time, which finds the peak. Runs on the calling thread.
 */
final class Pacing {
    private static final long SECOND = 1_000_000_000L;
    private static final long NAP = 200_000;

    private final LoadPlan plan;
    private final NoticeFile.Reader bodies;
    private final Submissions submissions;

    Pacing(LoadPlan plan, NoticeFile.Reader bodies, Submissions submissions) {
        this.plan = plan;
        this.bodies = bodies;
        this.submissions = submissions;
    }

    void run(int seconds) throws IOException {
        long end = System.nanoTime() + seconds * SECOND;
        if (plan.perSecond() > 0) {
            OpenLoop.run(plan.perSecond(), end, due -> submissions.send(bodies.next(), due));
        } else {
            closedLoop(end);
        }
    }

    private void closedLoop(long end) throws IOException {
        while (System.nanoTime() < end) {
            if (submissions.inFlight() < plan.connections().requests()) {
                submissions.send(bodies.next(), System.nanoTime());
            } else {
                LockSupport.parkNanos(NAP);
            }
        }
    }
}
