package org.harborlight.standalone.partner;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Text that shows what it is. */
class PlainTextTest {
    @Test
    void shouldShowWhatReordersHidesOrControls() {
        assertThat(PlainText.line("a\u202Eb\u2066c\u200Bd\u0000e\u001Bf\nG\u2028h\uD800i\uE000j\u3164"))
                .isEqualTo(
                        "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200B⟩d⟨U+0000⟩e⟨U+001B⟩f⟨U+000A⟩G⟨U+2028⟩h⟨U+D800⟩i⟨U+E000⟩j⟨U+3164⟩");
    }

    @Test
    void shouldShowTagCharactersOutsideTheBasicPlane() {
        assertThat(PlainText.line("a" + Character.toString(0xE0041))).isEqualTo("a⟨U+E0041⟩");
    }

    @Test
    void shouldKeepProseAsItIsWritten() {
        String text = "One.\n\tTwo 👩\u200D💻 می\u200Cخواهم";
        assertThat(PlainText.prose(text)).isEqualTo(text);
        assertThat(PlainText.prose("a\r\nb\rc")).isEqualTo("a\nb⟨U+000D⟩c");
    }

    @Property
    void shouldLeaveNoControlOrFormatCharacterInALine(@ForAll String text) {
        assertThat(PlainText.line(text).codePoints().map(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE);
    }

    @Property
    void shouldBeStable(@ForAll String text) {
        String once = PlainText.line(text);
        assertThat(PlainText.line(once)).isEqualTo(once);
    }
}
