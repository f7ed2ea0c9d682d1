package org.harborlight.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void shouldFindTheNoticeOfItsSectionKeys() {
        String key = Topics.sectionKeysKey("acme", "0199-aa", "rcpt_1");

        assertThat(Topics.noticeOfSectionKeys(key)).contains(Topics.noticeKey("acme", "0199-aa"));
    }

    @Test
    void shouldFindNoNoticeOfAKeyWithoutAReceipt() {
        assertThat(Topics.noticeOfSectionKeys("pulse")).isEmpty();
    }
}
