package org.harborlight.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The resolver of the tests' JVM: two names of its own, all others as the system has them. Thread-safe. */
public final class TestNames extends InetAddressResolverProvider {
    /** Leads to an address where no one listens, one where a listener may be silent, and the partners' own. */
    static final String SEVERAL = "several.harborlight.test";

    static final String SILENT_ADDRESS = "127.0.0.3";

    /** Its name server answers only after {@link #answerSlow()}. */
    static final String SLOW = "slow.harborlight.test";

    private static final List<String> ADDRESSES = List.of("127.0.0.2", SILENT_ADDRESS, "127.0.0.1");
    private static final CountDownLatch ANSWERING = new CountDownLatch(1);

    static void answerSlow() {
        ANSWERING.countDown();
    }

    @Override
    public String name() {
        return "test-names";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration.builtinResolver());
    }

    private record Resolver(InetAddressResolver system) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            if (host.equals(SEVERAL)) {
                return ADDRESSES.stream().map(Resolver::literal);
            }
            if (host.equals(SLOW)) {
                awaitAnswer();
                throw new UnknownHostException(host);
            }
            return system.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return system.lookupByAddress(address);
        }

        private static InetAddress literal(String address) {
            return InetAddress.ofLiteral(address);
        }

        private static void awaitAnswer() {
            try {
                ANSWERING.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
