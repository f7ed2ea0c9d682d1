package org.harborlight.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConnectionsTest {
    @Test
    void oneRequestOnEachByHttp1() {
        Connections connections = Connections.http1(32);

        assertThat(connections.http2()).isFalse();
        assertThat(connections.connections()).isEqualTo(32);
    }

    @Test
    void severalRequestsOnEachByHttp2() {
        Connections connections = new Connections(130, 16);

        assertThat(connections.http2()).isTrue();
        assertThat(connections.connections()).isEqualTo(9);
    }

    @Test
    void travelsAsAnArgument() {
        Connections connections = new Connections(128, 16);

        assertThat(Connections.of(connections.toString())).isEqualTo(connections);
    }

    @Test
    void aPartHasAtLeastOne() {
        assertThat(new Connections(480, 16).dividedBy(4)).isEqualTo(new Connections(120, 16));
        assertThat(Connections.http1(3).dividedBy(4).requests()).isEqualTo(1);
    }

    @Test
    void noneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Connections(32, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Connections.http1(0));
    }
}
