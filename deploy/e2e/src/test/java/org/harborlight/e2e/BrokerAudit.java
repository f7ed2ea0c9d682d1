package org.harborlight.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.harborlight.schemas.BrokerRight;
import org.slf4j.LoggerFactory;

/**
 * Hears what the authorizer of the broker in this JVM allows and denies, as it writes it to its audit log. What it only
 * leaves out of a list is no denial, as there. Thread-safe.
 */
final class BrokerAudit extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("Principal = (?<principal>.+) is (?<verdict>Allowed|Denied)"
            + " operation = (?<operation>\\S+) from host = \\S+ on resource = (?<type>[^:]+):[^:]+:(?<name>.+)"
            + " for request = (?<request>\\S+) with resourceRefCount = .*");

    private final Logger log = (Logger) LoggerFactory.getLogger("kafka.authorizer.logger");
    private final Set<Use> allowed = ConcurrentHashMap.newKeySet();
    private final Queue<Denial> denied = new ConcurrentLinkedQueue<>();
    private final Queue<String> unread = new ConcurrentLinkedQueue<>();

    /** One thing that somebody did with something. */
    record Use(String principal, AclOperation operation, ResourceType type, String name) {}

    /** One that somebody was not let do. */
    record Denial(Use use, String request) {}

    private BrokerAudit() {}

    static BrokerAudit listening() {
        BrokerAudit audit = new BrokerAudit();
        audit.setContext(audit.log.getLoggerContext());
        audit.start();
        audit.log.setLevel(Level.DEBUG);
        audit.log.setAdditive(false);
        audit.log.addAppender(audit);
        return audit;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Matcher line = LINE.matcher(event.getFormattedMessage());
        if (!line.matches()) {
            unread.add(event.getFormattedMessage());
            return;
        }
        Use use = new Use(
                line.group("principal"),
                AclOperation.valueOf(line.group("operation")),
                SecurityUtils.resourceType(line.group("type")),
                line.group("name"));
        if (line.group("verdict").equals("Allowed")) {
            allowed.add(use);
        } else {
            denied.add(new Denial(use, line.group("request")));
        }
    }

    /** Whether the principal did, by now, what the right allows. */
    boolean used(String principal, BrokerRight right) {
        return allowed.stream()
                .filter(use -> use.principal().equals(principal))
                .filter(use -> use.operation() == right.operation() && use.type() == right.type())
                .anyMatch(use -> right.resource().patternType() == PatternType.PREFIXED
                        ? use.name().startsWith(right.name())
                        : use.name().equals(right.name()));
    }

    /** What the principal was not let do by now. */
    List<Denial> denied(String principal) {
        return denied.stream()
                .filter(denial -> denial.use().principal().equals(principal))
                .toList();
    }

    /** Lines that say something else, by now. */
    List<String> unread() {
        return List.copyOf(unread);
    }

    @Override
    public void close() {
        log.detachAppender(this);
        log.setAdditive(true);
        log.setLevel(null);
        stop();
    }
}
