package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResourcesTest {
    @Test
    void shouldCloseInReverseOrderWhenOneOfThemFails() {
        List<String> closed = new ArrayList<>();
        Resources resources = new Resources();
        resources.add(() -> closed.add("first"));
        resources.add(() -> {
            throw new IllegalStateException("stuck");
        });
        resources.add(() -> closed.add("last"));

        resources.close();
        resources.close();

        assertThat(closed).containsExactly("last", "first");
    }
}
