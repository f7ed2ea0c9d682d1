package org.harborlight.standalone.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of HTTP/1.1, whole ones and broken ones. */
class HttpReaderTest {
    private static final int LARGEST = 64;

    @Test
    void shouldReadRequestsOneAfterAnother() throws IOException {
        HttpReader reader = requests(String.join(
                "",
                "POST /a HTTP/1.1\r\nContent-Length: 3\r\nWebhook-Id: x\r\n\r\nabc",
                "POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nde\r\n1\r\nf\r\n0\r\n\r\n",
                "GET /c HTTP/1.0\n\n"));
        HttpMessage first = reader.next(LARGEST).orElseThrow();
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.target()).isEqualTo("/a");
        assertThat(first.header("webhook-id")).isEqualTo("x");
        assertThat(first.header("webhook-signature")).isEmpty();
        assertThat(first.keepsOpen()).isTrue();
        assertThat(text(first)).isEqualTo("abc");
        assertThat(text(reader.next(LARGEST).orElseThrow())).isEqualTo("def");
        assertThat(reader.next(LARGEST).orElseThrow().keepsOpen()).isFalse();
        assertThat(reader.next(LARGEST)).isEmpty();
    }

    @Test
    void shouldReadAResponseToItsEndAndPassOverInterimOnes() throws IOException {
        HttpReader reader = HttpReader.ofResponses(
                stream("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: Close\r\n\r\nto the end"));
        HttpMessage response = reader.next(LARGEST).orElseThrow();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.keepsOpen()).isFalse();
        assertThat(text(response)).isEqualTo("to the end");
        assertThat(HttpReader.ofResponses(stream("HTTP/1.1 204 -\r\n\r\n"))
                        .next(LARGEST)
                        .orElseThrow()
                        .body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\ncontent-length: 65\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length: 18446744073709551615\r\n\r\n",
                "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n41\r\n",
                "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n"
            })
    void shouldRefuseABodyThatIsTooLargeBeforeReadingIt(String request) {
        assertThatThrownBy(() -> requests(request).next(LARGEST)).isInstanceOf(TooLargeException.class);
    }

    @Test
    void shouldRefuseAHeadWithoutEnd() {
        assertThatThrownBy(() -> requests("POST / HTTP/1.1\r\nx: ".concat("y".repeat(20_000)))
                        .next(LARGEST))
                .isInstanceOf(TooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HT",
                "POST / HTTP/1.1\r\nx: y\r\n",
                "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nabc",
                "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\na"
            })
    void shouldSayThatAMessageIsCutOff(String request) {
        assertThatThrownBy(() -> requests(request).next(LARGEST)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nno header\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length: many\r\n\r\n",
                "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n"
            })
    void shouldRefuseWhatIsNoMessage(String request) {
        assertThatThrownBy(() -> requests(request).next(LARGEST)).isInstanceOf(IOException.class);
    }

    private static HttpReader requests(String text) {
        return HttpReader.ofRequests(stream(text));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(HttpMessage message) {
        return new String(message.body(), StandardCharsets.ISO_8859_1);
    }
}
