package org.harborlight.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class CursorsTest {
    private static final String POSITION = "0:17,1:4";

    private final Cursors cursors = new Cursors(new byte[32]);
    private final String cursor = cursors.seal("platform-a", POSITION);

    @Test
    void shouldOpenWhatAnotherGatewayWithTheSameKeySealed() {
        assertThat(new Cursors(new byte[32]).open("platform-a", cursor)).hasValue(POSITION);
        assertThat(cursors.open("platform-a", cursors.seal("platform-a", ""))).hasValue("");
    }

    @Test
    void shouldNotOpenForAnotherSubmitter() {
        assertThat(cursors.open("platform-b", cursor)).isEmpty();
        assertThat(cursors.open("platform-", cursor)).isEmpty();
    }

    @Test
    void shouldNotOpenWithAnotherKey() {
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(new Cursors(other).open("platform-a", cursor)).isEmpty();
    }

    @Test
    void shouldNotOpenWhenAnyBitIsChangedOrAnythingIsMissing() {
        byte[] whole = Base64.getUrlDecoder().decode(cursor);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(cursors.open("platform-a", text(changed))).isEmpty();
        }
        for (int length = 0; length < whole.length; length++) {
            assertThat(cursors.open("platform-a", text(Arrays.copyOf(whole, length))))
                    .isEmpty();
        }
        assertThat(cursors.open("platform-a", "a".repeat(100_000))).isEmpty();
        assertThat(cursors.open("platform-a", "no base64!")).isEmpty();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
