package org.harborlight.schemas;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.NullMarked;

/**
 * One thing that a party may do at the brokers, from wherever it calls. Immutable.
 *
 * @param name of the resource; one that ends in a dot or a dash stands for all that begin so
 */
@NullMarked
public record BrokerRight(ResourceType type, String name, AclOperation operation) {
    private static final String EVERYWHERE = "*";

    /** What it is about. */
    public ResourcePattern resource() {
        return new ResourcePattern(type, name, prefix() ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    /** The ACL that gives it to a principal. */
    public AclBinding to(String principal) {
        return new AclBinding(
                resource(), new AccessControlEntry(principal, EVERYWHERE, operation, AclPermissionType.ALLOW));
    }

    private boolean prefix() {
        return name.endsWith(".") || name.endsWith("-");
    }
}
