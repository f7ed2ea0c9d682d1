package org.harborlight.standalone.partner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a careless click could follow is made harmless; the rest stays as it is. */
class DefangTest {
    @Test
    void shouldBreakUrls() {
        assertThat(Defang.text("see HTTPS://host.example/a.b and ftp://x.example"))
                .isEqualTo("see hxxps://host[.]example/a.b and fxp://x[.]example");
    }

    @Test
    void shouldBreakMailAddresses() {
        assertThat(Defang.text("a.b@mail.example")).isEqualTo("a.b[@]mail[.]example");
    }

    @Test
    void shouldLeaveOtherTextAlone() {
        assertThat(Defang.text("version 1.2, 192.0.2.1")).isEqualTo("version 1.2, 192.0.2.1");
    }
}
