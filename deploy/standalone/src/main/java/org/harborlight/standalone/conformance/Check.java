package org.harborlight.standalone.conformance;

import java.util.Locale;

/** What is checked, in this order. */
enum Check {
    ADDRESS("its name leads to addresses that the exchange dials"),
    TLS("it speaks TLS 1.3 or 1.2 and shows a certificate of its name, from its authority"),
    CERTIFICATE_LIFETIME("its certificate lasts for 14 more days"),
    OLD_TLS("it refuses TLS 1.1"),
    DELIVERY("it echoes a delivery that is signed rightly, in time"),
    SIGNED_RECEIPT("the receipt that it signs itself holds"),
    REPEAT("it echoes the same delivery again"),
    KEEP_ALIVE("it takes a second delivery over the same connection"),
    NO_CLIENT_CERTIFICATE("it takes nothing from a caller without a certificate"),
    FOREIGN_CLIENT_CERTIFICATE("it takes nothing from a caller whose authority it was not told of"),
    WEBHOOK_UNSIGNED("it takes nothing without a webhook signature"),
    WEBHOOK_OTHER_KEY("it takes nothing that another key signed as a webhook, and does not refuse it for good"),
    WEBHOOK_BODY_CHANGED("it takes no body that is not, byte for byte, what the webhook signature is over"),
    WEBHOOK_OLD("it takes nothing whose timestamp is an hour old, and does not refuse it for good"),
    WEBHOOK_FUTURE("it takes nothing whose timestamp is an hour ahead, and does not refuse it for good"),
    WEBHOOK_OTHER_ID("it takes no delivery under the webhook id of another"),
    ENVELOPE_CHANGED("it takes no delivery that was changed after it was signed"),
    ENVELOPE_OTHER_KEY("it takes no delivery that another key signed under the id of the right one"),
    ENVELOPE_UNSIGNED("it takes no delivery without a signature"),
    OTHER_ADDRESSEE("it takes no delivery for another partner"),
    COPY_DIFFERS("it goes by what was signed, not by the copy to read"),
    NOT_A_DELIVERY("it takes nothing that is no delivery"),
    OVERSIZED("it takes no body of 16 MiB"),
    BATCH("it echoes every delivery of a batch"),
    BATCH_WITH_FORGERY("it echoes no forged delivery of a batch"),
    STILL_WELL("after all this it echoes a delivery as before"),
    ANSWER_SIZE("its answers are not larger than 16 KiB, and 6 KiB for each further delivery");

    private final String expects;

    Check(String expects) {
        this.expects = expects;
    }

    Finding found(Finding.Verdict verdict, String detail) {
        return new Finding(name().toLowerCase(Locale.ROOT).replace('_', '-'), expects, verdict, detail);
    }

    Finding skipped(String why) {
        return found(Finding.Verdict.SKIPPED, why);
    }
}
