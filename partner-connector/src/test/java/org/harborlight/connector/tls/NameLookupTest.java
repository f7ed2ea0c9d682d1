package org.harborlight.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.harborlight.connector.tls.AddressGuard.Checked;
import org.junit.jupiter.api.Test;

/** A name that leads outside when it is checked and inside a moment later gains nothing. */
final class NameLookupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("8.8.8.8");
    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.0.0.1");

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final NameLookup rebinding = new NameLookup(
            "rebinding.example", _ -> new InetAddress[] {asked.incrementAndGet() == 1 ? OUTSIDE : INSIDE}, now::get);

    @Test
    void shouldDialTheVeryAddressThatWasChecked() {
        Checked first = AddressGuard.check(rebinding.addresses(PATIENCE), false);

        assertThat(first).isEqualTo(new Checked.Dial(List.of(OUTSIDE)));
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldCheckAgainWhenTheNameIsAskedAgain() {
        rebinding.addresses(PATIENCE);
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(AddressGuard.check(rebinding.addresses(PATIENCE), false))
                .isEqualTo(new Checked.Refused("address-refused"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void shouldRefuseWhenTheNameLeadsNowhere() {
        NameLookup nowhere = new NameLookup(
                "nowhere.example",
                host -> {
                    throw new UnknownHostException(host);
                },
                now::get);

        assertThat(AddressGuard.check(nowhere.addresses(PATIENCE), true))
                .isEqualTo(new Checked.Refused("name-not-resolved"));
    }
}
