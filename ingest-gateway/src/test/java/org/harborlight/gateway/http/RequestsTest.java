package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {
    @Test
    void shouldTakeANoticeIdWhenItIsAFullUuid() {
        assertThat(Requests.noticeId("3F2504E0-4f89-41d3-9a0c-0305e82c3301")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-1-1-1-1", "../3f2504e0-4f89-41d3-9a0c-0305e82c3301", "3f2504e04f8941d39a0c0305e82c3301"})
    void shouldNotLookUpWhateverElseStandsInThePath(String text) {
        assertThat(Requests.noticeId(text)).isEmpty();
    }

    @Test
    void shouldNotLookUpWhenThereIsNothing() {
        assertThat(Requests.noticeId(null)).isEmpty();
    }
}
