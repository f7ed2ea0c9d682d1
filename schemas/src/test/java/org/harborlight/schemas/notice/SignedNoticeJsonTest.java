package org.harborlight.schemas.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.DecodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoticeJsonTest {
    private static final String SIGNED = "'payloadType':'t','payload':'+/8=','signatures':[{'keyid':'k','sig':'AQ=='}]";
    private static final String KEYS = "{'recipientKeyId':'r','encapsulatedKey':'AQ==','ciphertext':'Ag=='}";
    private static final byte[] PAYLOAD = {(byte) 0xfb, (byte) 0xff};

    @Test
    void shouldReadWhatWasWrittenWhenThereAreSectionKeys() {
        SignedNotice notice = notice();

        assertThat(SignedNoticeJson.read(SignedNoticeJson.write(notice))).isEqualTo(notice);
    }

    @Test
    void shouldReadWhatWasWrittenWhenThereAreNoSectionKeys() {
        SignedNotice notice = notice();
        notice.setSectionKeys(null);

        assertThat(SignedNoticeJson.read(SignedNoticeJson.write(notice))).isEqualTo(notice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+/8=", "+/8", "-_8=", "-_8"})
    void shouldReadBytesWhenBase64IsStandardOrUrlSafe(String payload) {
        SignedNotice notice = read("{" + SIGNED.replace("+/8=", payload) + "}");

        assertThat(notice.getPayload()).isEqualTo(ByteBuffer.wrap(PAYLOAD));
    }

    @Test
    void shouldReadAnEmptyKeyIdWhenThereIsNone() {
        SignedNotice notice = read("{" + SIGNED.replace("'keyid':'k',", "") + "}");

        assertThat(notice.getSignatures().getFirst().getKeyId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "'text'",
                "{",
                "{}",
                "{" + SIGNED,
                "{" + SIGNED + "}{}",
                "{" + SIGNED + ",'extra':1}",
                "{" + SIGNED + ",'payload':'AQ=='}",
                "{" + SIGNED + ",'sectionKeys':null}",
                "{" + SIGNED + ",'sectionKeys':{}}",
                "{" + SIGNED + ",'sectionKeys':[]}",
                "{" + SIGNED
                        + ",'sectionKeys':{'recipientKeyId':'r','encapsulatedKey':'AQ==','ciphertext':'Ag==','a':''}}",
                "{" + SIGNED + ",'sectionKeys':" + KEYS + ",'sectionKeys':" + KEYS + "}",
                "{'payload':'+/8=','signatures':[]}",
                "{'payloadType':'t','signatures':[]}",
                "{'payloadType':'t','payload':'+/8='}",
                "{'payloadType':1,'payload':'+/8=','signatures':[]}",
                "{'payloadType':'t','payload':null,'signatures':[]}",
                "{'payloadType':'t','payload':'+_8=','signatures':[]}",
                "{'payloadType':'t','payload':'A','signatures':[]}",
                "{'payloadType':'t','payload':'AQ==','signatures':{}}",
                "{'payloadType':'t','payload':'AQ==','signatures':['AQ==']}",
                "{'payloadType':'t','payload':'AQ==','signatures':[{'keyid':'k'}]}",
                "{'payloadType':'t','payload':'AQ==','signatures':[{'keyid':'k','sig':'AQ==','cert':''}]}",
                "{'payloadType':'t','payload':'AQ==','signatures':[{'keyid':'k','keyid':'l','sig':'AQ=='}]}",
                "{'payloadType':'t','payload':'AQ==','signatures':[{'keyid':'k','sig':{'a':{'b':{}}}}]}"
            })
    void shouldRefuseWhenItIsNotExactlyASignedNotice(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(DecodeException.class);
    }

    @Test
    void shouldRefuseWhenCutShortAnywhere() {
        byte[] whole = SignedNoticeJson.write(notice());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SignedNoticeJson.read(cut)).isInstanceOf(DecodeException.class);
        }
    }

    private static SignedNotice notice() {
        SignedNotice notice = new SignedNotice();
        notice.setPayloadType("application/type");
        notice.setPayload(ByteBuffer.wrap(PAYLOAD));
        notice.setSignatures(List.of(new Signature("k1", bytes(1)), new Signature("k2", bytes(2))));
        notice.setSectionKeys(new SealedKeys("sealing-1", bytes(3), bytes(4)));
        return notice;
    }

    private static ByteBuffer bytes(int content) {
        return ByteBuffer.wrap(new byte[] {(byte) content});
    }

    private static SignedNotice read(String json) {
        return SignedNoticeJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
