package org.harborlight.processor.operator;

import java.time.Duration;

/** From when on a figure is a warning, and from when on critical. */
public record HealthThresholds(
        Numbers lag,
        Times stalled,
        Times oldestUrgent,
        Numbers held,
        DeadLetters deadLetters,
        Times recentPage,
        Times certificate,
        Times geolocation) {
    /** Of those in all, and of those in the last hour; the worse counts. */
    public record DeadLetters(Numbers total, Numbers lastHour) {
        Health.Status judge(long all, long recent) {
            Health.Status byAll = total.judge(all);
            Health.Status byRecent = lastHour.judge(recent);
            return byAll.compareTo(byRecent) >= 0 ? byAll : byRecent;
        }
    }

    /** Larger is worse. */
    public record Numbers(long warn, long critical) {
        Health.Status judge(long figure) {
            return figure >= critical ? Health.Status.CRITICAL : figure >= warn ? Health.Status.WARN : Health.Status.OK;
        }
    }

    /** Ages: longer is worse. Time left: shorter is worse. */
    public record Times(Duration warn, Duration critical) {
        Health.Status judgeAge(Duration age) {
            return age.compareTo(critical) >= 0
                    ? Health.Status.CRITICAL
                    : age.compareTo(warn) >= 0 ? Health.Status.WARN : Health.Status.OK;
        }

        Health.Status judgeLeft(Duration left) {
            return left.compareTo(critical) <= 0
                    ? Health.Status.CRITICAL
                    : left.compareTo(warn) <= 0 ? Health.Status.WARN : Health.Status.OK;
        }
    }
}
