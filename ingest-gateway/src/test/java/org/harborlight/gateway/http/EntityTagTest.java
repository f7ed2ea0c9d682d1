package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

final class EntityTagTest {
    private final String tag = EntityTag.of(Buffer.buffer("one"));

    @Test
    void shouldDifferWhenTheBytesDiffer() {
        assertThat(EntityTag.of(Buffer.buffer("one"))).isEqualTo(tag).matches("\"[0-9a-f]{24}\"");
        assertThat(EntityTag.of(Buffer.buffer("two"))).isNotEqualTo(tag);
    }

    @Test
    void shouldBeNamedAloneInAListWeaklyOrByAStar() {
        assertThat(EntityTag.named(tag, tag)).isTrue();
        assertThat(EntityTag.named("\"a\" , W/" + tag, tag)).isTrue();
        assertThat(EntityTag.named("*", tag)).isTrue();
        assertThat(EntityTag.named(null, tag)).isFalse();
        assertThat(EntityTag.named("\"a\"", tag)).isFalse();
        assertThat(EntityTag.named(tag.replace("\"", ""), tag)).isFalse();
    }
}
