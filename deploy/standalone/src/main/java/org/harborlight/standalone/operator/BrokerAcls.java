package org.harborlight.standalone.operator;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** The ACLs that the brokers hold. Never takes one away. Blocking; for one thread. */
public final class BrokerAcls implements AutoCloseable {
    private final Admin admin;

    /** @param kafka settings of a Kafka client that may look at ACLs, and alter them where it gives some */
    public BrokerAcls(Map<String, Object> kafka) {
        this.admin = Admin.create(kafka);
    }

    /** Those about these principals. */
    public Set<AclBinding> of(Set<String> principals) {
        return answer(admin.describeAcls(AclBindingFilter.ANY).values()).stream()
                .filter(acl -> principals.contains(acl.entry().principal()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Has the brokers hold these too. */
    public void add(Collection<AclBinding> acls) {
        answer(admin.createAcls(acls).all());
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    e.getCause() instanceof SecurityDisabledException
                            ? "the brokers have no authorizer, so everybody may do everything there:"
                                    + " set authorizer.class.name in their settings first"
                            : "the brokers refuse: " + e.getCause(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the brokers were asked about ACLs", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
