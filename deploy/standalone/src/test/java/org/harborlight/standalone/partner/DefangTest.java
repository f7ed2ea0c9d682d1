package org.harborlight.standalone.partner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a careless click could follow is made harmless; the rest stays as it is. */
class DefangTest {
    @Test
    void shouldBreakUrls() {
        assertThat(Defang.text("see HTTPS://host.example/a.b and ftp://x.example"))
                .isEqualTo("see hxxps://host[.]example/a.b and fxp://x[.]example");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/?u=http://b.example/c.d, hxxps://a[.]example/?u=hxxp://b[.]example/c.d",
        "1http://a.example, 1http[:]//a[.]example",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaahttp://a.example, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaahttp[:]//a[.]example",
        "tg://resolve, tg[:]//resolve",
        "://a.example, [:]//a[.]example",
        "www.a.example/b.c, www[.]a[.]example/b.c",
        "javascript:alert(1), javascript[:]alert(1)",
        "DATA:text/html, DATA[:]text/html",
        "hxxps://a[.]example, hxxps://a[.]example"
    })
    void shouldBreakWhateverAViewerMayMakeALinkOf(String text, String harmless) {
        assertThat(Defang.text(text)).isEqualTo(harmless);
    }

    @Test
    void shouldChangeNothingThatIsHarmlessAlready() {
        String once = Defang.text("https://a.example mail a@b.example www.c.example javascript:x tg://y");
        assertThat(Defang.text(once)).isEqualTo(once);
    }

    @Test
    void shouldBreakMailAddresses() {
        assertThat(Defang.text("a.b@mail.example")).isEqualTo("a.b[@]mail[.]example");
    }

    @Test
    void shouldLeaveOtherTextAlone() {
        assertThat(Defang.text("version 1.2, 192.0.2.1")).isEqualTo("version 1.2, 192.0.2.1");
        assertThat(Defang.text("Note: metadata: at 10:30")).isEqualTo("Note: metadata: at 10:30");
    }

    @ParameterizedTest
    @CsvSource({
        "a.example/b.c, a[.]example/b.c",
        "a.example, a[.]example",
        "https://a.example/b.c, hxxps://a[.]example/b.c"
    })
    void shouldBreakAnAddressThatNamesNoScheme(String address, String harmless) {
        assertThat(Defang.address(address)).isEqualTo(harmless);
    }
}
