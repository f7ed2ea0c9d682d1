package org.harborlight.standalone.operator;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.harborlight.schemas.BrokerAccess;
import org.harborlight.schemas.Party;

/** An ACL that the brokers must hold, so that a principal can do the work of a party. Immutable. */
public record NeededAcl(Party party, AclBinding acl) {
    /**
     * All that the party needs.
     *
     * @param principal as the brokers name it, such as {@code User:CN=gateway}
     */
    public static List<NeededAcl> of(Party party, String principal) {
        return BrokerAccess.of(party).rights().stream()
                .map(right -> new NeededAcl(party, right.to(principal)))
                .toList();
    }
}
