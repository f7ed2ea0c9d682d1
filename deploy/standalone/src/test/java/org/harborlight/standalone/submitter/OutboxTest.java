package org.harborlight.standalone.submitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {
    @Test
    void shouldListEveryNoticeAndKeepTheFirstReceipt(@TempDir Path folder) {
        Outbox outbox = new Outbox(folder.resolve("outbox"));
        assertThat(outbox.entries()).isEmpty();
        outbox.keep("a case".getBytes(UTF_8), new Outbox.Entry("n-2", "two".getBytes(UTF_8)));
        outbox.keep("another".getBytes(UTF_8), new Outbox.Entry("n-1", "one".getBytes(UTF_8)));
        assertThat(outbox.receipt("n-1")).isEmpty();
        assertThat(outbox.accepted()).isEmpty();

        outbox.keepLaterReceipt("n-1", "first".getBytes(UTF_8));
        outbox.keepLaterReceipt("n-1", "second".getBytes(UTF_8));

        assertThat(outbox.entries()).extracting(Outbox.Entry::noticeId).containsExactly("n-1", "n-2");
        assertThat(outbox.accepted()).extracting(Outbox.Entry::noticeId).containsExactly("n-1");
        assertThat(outbox.entries().getFirst().bytes()).asString(UTF_8).isEqualTo("one");
        assertThat(outbox.receipt("n-1").orElseThrow()).asString(UTF_8).isEqualTo("first");
        assertThat(folder.resolve("outbox/n-1.receipt-again.json")).hasContent("second");
    }
}
