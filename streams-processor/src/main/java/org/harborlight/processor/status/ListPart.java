package org.harborlight.processor.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What some partitions hold of a submitter's list after a position. Immutable.
 *
 * @param covered partitions read; one stands twice when two instances read it
 * @param notices of each partition in the order of its offsets
 */
record ListPart(List<Integer> covered, List<ListedNotice> notices) {
    static final ListPart EMPTY = new ListPart(List.of(), List.of());

    ListPart {
        covered = List.copyOf(covered);
        notices = List.copyOf(notices);
    }

    ListPart plus(ListPart other) {
        List<Integer> partitions = new ArrayList<>(covered);
        partitions.addAll(other.covered);
        List<ListedNotice> all = new ArrayList<>(notices);
        all.addAll(other.notices);
        return new ListPart(partitions, all);
    }

    static ListPart fromJson(JsonObject json) {
        return new ListPart(
                json.getJsonArray("covered").stream().map(Integer.class::cast).toList(),
                json.getJsonArray("notices").stream()
                        .map(notice -> ListedNotice.fromJson((JsonObject) notice))
                        .toList());
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("covered", new JsonArray(covered))
                .put(
                        "notices",
                        new JsonArray(notices.stream().map(ListedNotice::toJson).toList()));
    }
}
