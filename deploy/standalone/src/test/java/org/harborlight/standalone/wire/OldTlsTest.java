package org.harborlight.standalone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** The JDK's own TLS understands what is written by hand here, and refuses it. */
class OldTlsTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(1);
    private static final int RECORD = 20_000;

    @Test
    void shouldBeRefusedByAClientThatIsToldToGoDown() throws Exception {
        SSLEngine client = engine(true);
        ByteBuffer hello = ByteBuffer.allocate(RECORD);
        client.wrap(ByteBuffer.allocate(0), hello);

        assertThat(answerOf(client, OldTls.serverHello(RANDOM))).contains("TLS11", "not accepted");
        assertThat(OldTls.reaction(alert(client))).isEqualTo(OldTls.Reaction.REFUSED);
    }

    @Test
    void shouldBeRefusedByAServerThatIsOfferedNothingElse() throws Exception {
        SSLEngine server = engine(false);
        assertThat(answerOf(server, OldTls.clientHello("desk.example", RANDOM))).contains("TLSv1.1", "not enabled");
        assertThat(OldTls.reaction(alert(server))).isEqualTo(OldTls.Reaction.REFUSED);
    }

    @Test
    void shouldTellThatAServerGoesDown() {
        assertThat(OldTls.reaction(new ByteArrayInputStream(OldTls.serverHello(RANDOM))))
                .isEqualTo(OldTls.Reaction.WENT_DOWN);
    }

    @Test
    void shouldTakeAnEndForARefusal() {
        assertThat(OldTls.reaction(new ByteArrayInputStream(new byte[0]))).isEqualTo(OldTls.Reaction.REFUSED);
        assertThat(OldTls.reaction(new ByteArrayInputStream(new byte[] {22, 3, 2})))
                .isEqualTo(OldTls.Reaction.REFUSED);
    }

    @Test
    void shouldPassOverOneRecordOnly() throws IOException {
        byte[] hello = OldTls.clientHello("desk.example", RANDOM);
        ByteArrayInputStream two = new ByteArrayInputStream(Arrays.copyOf(hello, hello.length + 1));
        OldTls.skipRecord(two);
        assertThat(two.available()).isEqualTo(1);
    }

    private static SSLEngine engine(boolean client) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine engine = context.createSSLEngine("desk.example", 443);
        engine.setUseClientMode(client);
        engine.beginHandshake();
        return engine;
    }

    /** The reason for which the engine ends the handshake. */
    private static String answerOf(SSLEngine engine, byte[] record) {
        try {
            engine.unwrap(ByteBuffer.wrap(record), ByteBuffer.allocate(RECORD));
            Runnable task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
            engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(RECORD));
            return "accepted";
        } catch (SSLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static ByteArrayInputStream alert(SSLEngine engine) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(RECORD);
        engine.wrap(ByteBuffer.allocate(0), out);
        return new ByteArrayInputStream(Arrays.copyOf(out.array(), out.position()));
    }
}
