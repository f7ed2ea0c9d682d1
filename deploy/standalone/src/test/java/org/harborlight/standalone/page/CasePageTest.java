package org.harborlight.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.TakedownHold;
import org.harborlight.standalone.partner.CaseEvidence;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an officer sees of a case, and what a hostile submitter cannot make of the page. */
class CasePageTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String URL = "https://files.example/a/item-1?x=1";

    private final CaseFixtures fixtures = new CaseFixtures();

    @Test
    void shouldAnswerWhatWhoWhereWhyHowAndByWhen() {
        String page = page(BERLIN, opened("The account threatens the child.", URL));
        assertThat(page)
                .contains("Sexual extortion of a child")
                .contains("Urgent: look at it today: a threat has been made")
                .contains("The account threatens the child.")
                .contains("Reported person, person 1", "adult (estimated)", "192.0.2.17", "40017")
                .contains("Child, person 2", "13 to 15", "not released to this desk, or not known")
                .contains("Germany (DE)", "the reported person is there", "80 %")
                .contains("The reported person is or lives in this country.", "reported-person", "rules 2026-11-24")
                .contains("hold-1", "under a statutory duty", "Serve legal process on")
                .contains("keeps hold-1 until then", "platform keeps the evidence until then")
                .contains("Verified", "the exchange signed delivery delivery-1", "with key delivery-1")
                .doesNotContain("WITHDRAWN", "NOT ESTABLISHED");
    }

    @Test
    void shouldShowTimesInUtcAndInTheDesksOwnTime() {
        assertThat(page(BERLIN, opened("text", URL)))
                .contains("2026-11-24 11:00:00 UTC", "2026-11-24 12:00:00 +01:00 (Europe/Berlin)");
        assertThat(page("Asia/Kolkata", opened("text", URL))).contains("2026-11-24 16:30:00 +05:30 (Asia/Kolkata)");
        assertThat(page("UTC", opened("text", URL)))
                .contains("2026-11-24 11:00:00 UTC")
                .doesNotContain("class=\"local\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title></style></pre><iframe src=//evil.example></iframe>",
                "<!-- --><svg/onload=alert(1)>",
                "&lt;b&gt; &#60;script&#62; `x`",
                "<base href=https://evil.example><meta http-equiv=refresh content=0>",
                "]]><a href=javascript:alert(1)>here</a>"
            })
    void shouldShowMarkupAsText(String hostile) {
        String page = page(BERLIN, opened(hostile, "https://evil.example/" + hostile));
        String own = page(BERLIN, opened("harmless", "https://evil.example/harmless"));
        assertThat(tags(page)).isEqualTo(tags(own));
        assertThat(page).contains(escaped(hostile)).doesNotContainIgnoringCase("javascript:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/path",
                "HTTP://EVIL.EXAMPLE",
                "ftp://evil.example/a",
                "https://user:secret@evil.example:8443/?u=http://other.example",
                "tg://resolve?domain=evil",
                "www.evil.example/login",
                "somebody@evil.example",
                "javascript:alert(1)",
                "data:text/html,hello",
                "mailto:a@evil.example"
            })
    void shouldLeaveNothingThatCanBeFollowed(String link) {
        String page = page(BERLIN, opened("see " + link + " now", link));
        assertThat(page)
                .doesNotContain(link)
                .doesNotContainIgnoringCase("http://")
                .doesNotContainIgnoringCase("https://")
                .doesNotContain("<a ", "href", "evil.example", "EVIL.EXAMPLE");
    }

    @Test
    void shouldShowCharactersThatDeceiveAsCodePoints() {
        String page = page(BERLIN, opened("photo\u202Egpj.exe\u2066\u200B\u0007\u001B[31m\uFEFF\u00AD end", URL));
        assertThat(page)
                .contains("photo⟨U+202E⟩gpj.exe⟨U+2066⟩⟨U+200B⟩⟨U+0007⟩⟨U+001B⟩[31m⟨U+FEFF⟩⟨U+00AD⟩ end")
                .doesNotContainPattern("[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\uFEFF\\u00AD\\u0007\\u001B]");
    }

    @Test
    void shouldKeepTheWritingOfOtherScripts() {
        String text = "مرحبا بالعالم · 日本語 · नमस्ते · می\u200Cخواهم";
        assertThat(page(BERLIN, opened(text, URL))).contains(text);
    }

    @Test
    void shouldLoadRunAndLinkToNothing() {
        String page = page(BERLIN, opened("text", URL));
        assertThat(page)
                .contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .contains("base-uri 'none'; form-action 'none'")
                .doesNotContain("<script", "<link", "<img", "<iframe", "<form", "src=", "href=", "url(", "@import");
    }

    @Test
    void shouldBeUnmissableAtTheTopWhenTheCaseIsWithdrawn() {
        SharedNotice gone = fixtures.withdrawn("n-1", RetractionReason.MISTAKEN_IDENTITY);
        String page = page(
                BERLIN,
                opened("He is the one.", URL),
                fixtures.body(CaseFixtures.delivery(2, DeliveryKind.CASE_RETRACTED, List.of(gone))
                        .setChanged(List.of("retraction"))
                        .build()));
        String top = page.substring(page.indexOf("<main>"), page.indexOf("<h1>"));
        assertThat(top).contains("WITHDRAWN. Do not act on this case.", "the wrong person was named");
        assertThat(page)
                .contains("badge", ">Withdrawn<", "RETRACTION_APPLIED")
                .contains("CASE WITHDRAWN", "the submitter withdrew a notice", "Case sent for the first time")
                .doesNotContain("He is the one.", "192.0.2.17", "someone[@]");
    }

    @Test
    void shouldWarnAtTheTopWhenSomethingIsWithdrawnAndSomethingStands() {
        SharedNotice gone = fixtures.withdrawn("n-1", RetractionReason.ACCOUNT_COMPROMISED);
        SharedNotice stands = fixtures.notice("n-2", CaseFixtures.sections("This still holds.", URL))
                .setLink(LinkKind.CORROBORATION)
                .build();
        String page = page(BERLIN, body(CaseFixtures.delivery(2, DeliveryKind.CASE_UPDATED, List.of(gone, stands))));
        assertThat(page.substring(0, page.indexOf("<h1>")))
                .contains("PARTLY WITHDRAWN. Look again before you act.", "the account had been taken over");
        assertThat(page).contains("This still holds.", "reported by another submitter");
    }

    @Test
    void shouldWarnAtTheTopWhenANoticeWasJoinedByMistakeAndNotCallItWithdrawn() {
        SharedNotice gone = SharedNotice.newBuilder(fixtures.withdrawn("n-1", RetractionReason.MISTAKEN_IDENTITY))
                .setRetracted(null)
                .setUnlinked(true)
                .build();
        SharedNotice stands = fixtures.notice("n-2", CaseFixtures.sections("This still holds.", URL))
                .build();
        String page = page(
                BERLIN,
                body(CaseFixtures.delivery(2, DeliveryKind.CASE_UPDATED, List.of(gone, stands))
                        .setChanged(List.of("unlinked"))));
        assertThat(page.substring(0, page.indexOf("<h1>")))
                .contains("TAKEN APART. Look again before you act.", "a case of its own")
                .doesNotContain("WITHDRAWN");
        assertThat(page)
                .contains("This still holds.", "an incident was joined to another case by mistake")
                .doesNotContain("RETRACTION_APPLIED");
    }

    @Test
    void shouldSayUntilWhenContentIsNotToBeTakenDown() {
        SharedNotice stands = fixtures.notice("n-1", CaseFixtures.sections("It is online.", URL))
                .build();
        Instant placed = Instant.parse("2026-11-24T12:00:00Z");
        String page = page(
                BERLIN,
                body(CaseFixtures.delivery(2, DeliveryKind.CASE_UPDATED, List.of(stands))
                        .setChanged(List.of("takedown-hold"))
                        .setTakedownHolds(
                                List.of(new TakedownHold("DE", Instant.parse("2026-12-01T12:00:00Z"), placed)))));
        assertThat(page)
                .contains(
                        "2026-12-01 12:00:00 UTC", "Do not have the content taken down before then", "the police of DE")
                .contains("the police ask that content is not taken down yet");
    }

    @Test
    void shouldShowWhatIsNewestOfBothLanesAndEveryVersion() {
        SharedNotice first = fixtures.notice("n-1", CaseFixtures.sections("The standard one.", URL))
                .build();
        SharedNotice urgent = fixtures.notice("n-2", CaseFixtures.sections("The urgent one.", URL))
                .setKind(NoticeKind.FOLLOW_UP)
                .setLink(LinkKind.FOLLOW_UP)
                .build();
        String page = page(
                BERLIN,
                body(CaseFixtures.delivery(1, DeliveryKind.CASE_OPENED, List.of(first))
                        .setDeliveryId("standard-1")
                        .setLane(Lane.STANDARD)
                        .setPriority(Priority.STANDARD)),
                body(CaseFixtures.delivery(2, DeliveryKind.CASE_OPENED, List.of(urgent))
                        .setVersion(1)));
        assertThat(page)
                .contains("The standard one.", "The urgent one.", "standard-1", "delivery-2")
                .contains("Urgent: look at it today");
    }

    @Test
    void shouldShowAPointerAsOneUnlessTheCaseIsThere() {
        SharedNotice notice =
                fixtures.notice("n-1", CaseFixtures.sections("All of it.", URL)).build();
        Delivery.Builder pointer = CaseFixtures.delivery(7, DeliveryKind.POINTER, List.of(notice))
                .setNotices(List.of())
                .setFacts(List.of())
                .setReleasedSections(List.of())
                .setChanged(List.of("partner-not-reached"));
        assertThat(page(BERLIN, body(pointer)))
                .contains("Pointer to a case", "the desk that should have it was not reached")
                .doesNotContain("What happened");
        assertThat(page(BERLIN, body(pointer), opened("All of it.", URL)))
                .contains("All of it.", "Pointer: that there is a case")
                .doesNotContain("Pointer to a case");
    }

    @Test
    void shouldSayWhyASectionStaysClosed() {
        String page = render(BERLIN, false, opened("Nobody reads this.", URL));
        assertThat(page)
                .contains("Released, but not opened", "no sealing key was given")
                .doesNotContain("Nobody reads this.");
    }

    @Test
    void shouldAttachTheJsonSoThatItReadsTheSame() throws Exception {
        byte[] body = body(CaseFixtures.delivery(
                1,
                DeliveryKind.CASE_OPENED,
                List.of(fixtures.notice("n-1", Map.of())
                        .setService("<chat> https://evil.example \u202E & \"it's\"")
                        .build())));
        String page = page(BERLIN, body);
        String attached = page.substring(page.indexOf("class=\"json\""));
        attached = attached.substring(attached.indexOf('>') + 1, attached.indexOf("</pre>"));
        assertThat(attached).doesNotContain("://", "\u202E", "<chat>");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(unescaped(attached))).isEqualTo(json.readTree(body));
    }

    private byte[] opened(String text, String url) {
        return body(CaseFixtures.delivery(
                1,
                DeliveryKind.CASE_OPENED,
                List.of(fixtures.notice("n-1", CaseFixtures.sections(text, url)).build())));
    }

    private byte[] body(Delivery.Builder delivery) {
        return fixtures.body(delivery.build());
    }

    private String page(String zone, byte[]... versions) {
        return render(zone, true, versions);
    }

    private String render(String zone, boolean withKey, byte[]... versions) {
        List<Version> verified = Stream.of(versions).map(this::version).toList();
        CaseView view = CaseView.of(
                verified,
                0,
                version -> new Snapshot(
                        version,
                        withKey
                                ? fixtures.opener().orElseThrow().open(version.genuine())
                                : org.harborlight.standalone.partner.SectionOpener.closed(
                                        version.genuine(), "no-sealing-key"),
                        new CaseEvidence(Optional.empty()).of(version.genuine())));
        return new CasePage(ZoneId.of(zone), CaseFixtures.NOON).of(view);
    }

    private Version version(byte[] body) {
        assertThat(fixtures.verifier().verify(body, CaseFixtures.NOON)).isInstanceOf(DeliveryCheck.Genuine.class);
        return new Version((DeliveryCheck.Genuine) fixtures.verifier().verify(body, CaseFixtures.NOON), body);
    }

    /** Names of all elements in their order. */
    private static List<String> tags(String page) {
        return java.util.regex.Pattern.compile("<(/?[a-zA-Z!][^ >]*)")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String escaped(String text) {
        String safe = org.harborlight.standalone.partner.Defang.text(text);
        return safe.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("`", "&#96;");
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#96;", "`")
                .replace("&amp;", "&");
    }

    /** Only so that the bytes of a page are what a browser will read. */
    @Test
    void shouldNameItsEncodingBeforeAnythingElse() {
        String page = page(BERLIN, opened("text", URL));
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(1024);
        assertThat(page.indexOf("<meta charset=\"utf-8\">")).isBetween(0, 200);
    }
}
