package org.harborlight.standalone.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.PlainNotice;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.harborlight.standalone.submitter.SubmitterFolder;

/** A submitter of the demo: seals, signs and sends over mutual TLS. Safe for all threads. */
final class DemoSubmitter implements AutoCloseable {
    private final String id;
    private final SigningKey signingKey;
    private final NoticeSealing sealing;
    private final SubmitterClient client;
    private final Map<String, byte[]> sent = new ConcurrentHashMap<>();

    DemoSubmitter(SubmitterFolder folder, PublicKeyEntry exchangeSealingKey, SecureRandom random, InstantSource clock) {
        this.id = folder.submitterId();
        this.signingKey = folder.signingKey();
        this.sealing = new NoticeSealing(signingKey, exchangeSealingKey, random, clock);
        this.client = new SubmitterClient(folder.gateway(), folder.tls());
    }

    String id() {
        return id;
    }

    SigningKey signingKey() {
        return signingKey;
    }

    NoticeSealing sealing() {
        return sealing;
    }

    /** Seals and sends; the bytes are kept for {@link #repeat}. */
    ExchangeAnswer submit(PlainNotice plain) throws IOException {
        byte[] bytes = sealing.bytes(plain);
        sent.putIfAbsent(plain.notice().getNoticeId(), bytes);
        return send(bytes);
    }

    /** Sends the bytes of an earlier notice again. */
    ExchangeAnswer repeat(String noticeId) throws IOException {
        byte[] bytes = sent.get(noticeId);
        if (bytes == null) {
            throw new IllegalStateException("notice " + noticeId + " was never sent");
        }
        return send(bytes);
    }

    ExchangeAnswer send(byte[] bytes) throws IOException {
        return client.submit(bytes);
    }

    ExchangeAnswer status(String noticeId) throws IOException {
        return client.status(noticeId);
    }

    @Override
    public void close() {
        client.close();
    }
}
