package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.service.Restores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListPageTest {
    private static final ListPosition START = new ListPosition(Map.of());
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final List<ListedNotice> all = List.of(
            notice(0, 4, 1), notice(0, 9, 5), notice(1, 2, 0), notice(1, 3, 3), notice(1, 8, 2), notice(2, 7, 4));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void shouldGiveEachNoticeOnceInTheSameOrderWhateverTheLimit(int limit) {
        List<ListedNotice> read = new ArrayList<>();
        ListPosition position = START;
        boolean more = true;
        while (more) {
            ListPage page = ListPage.of(stored(position, limit + 1), position, limit);
            assertThat(page.notices()).hasSizeBetween(1, limit);
            read.addAll(page.notices());
            position = page.next();
            more = page.more();
        }

        assertThat(read).extracting(ListedNotice::offset).containsExactly(2L, 4L, 3L, 8L, 7L, 9L);
        assertThat(position.offsets()).isEqualTo(Map.of(0, 9L, 1, 8L, 2, 7L));
    }

    @Test
    void shouldStayWhereItIsWhenNothingFollows() {
        ListPosition end = new ListPosition(Map.of(0, 9L, 1, 8L, 2, 7L));

        ListPage page = ListPage.of(stored(end, 11), end, 10);

        assertThat(page).isEqualTo(new ListPage(List.of(), end, false));
    }

    @Test
    void shouldGiveWhatWasListedLaterWhenItWasAcceptedEarlier() {
        ListPosition end = new ListPosition(Map.of(0, 9L, 1, 8L, 2, 7L));
        ListedNotice late = notice(0, 10, -60);

        assertThat(ListPage.of(new ListPart(List.of(0), List.of(late)), end, 10).notices())
                .containsExactly(late);
    }

    @Test
    void shouldBeTheSameWhenAPartCameFromAnotherInstance() {
        ListPart part = new ListPart(List.of(0, 1, 2), all);

        assertThat(ListPart.fromJson(new JsonObject(part.toJson().encode()))).isEqualTo(part);
    }

    @Test
    void shouldNotCountAsWholeWhenAPartitionIsMissingOrDoubled() {
        assertThat(NoticeListRoute.whole(covering(0, 1), Set.of(0, 1))).isTrue();
        assertThat(NoticeListRoute.whole(covering(0), Set.of(0, 1))).isFalse();
        assertThat(NoticeListRoute.whole(covering(0, 1, 1), Set.of(0, 1))).isFalse();
        assertThat(NoticeListRoute.whole(covering(0, 0), Set.of(0, 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0:0", "0:5,1:17,12:999999999999999999"})
    void shouldReadItsOwnTextWhenItIsAPosition(String text) {
        assertThat(ListPosition.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "0",
                "0:",
                ":1",
                "0:1,",
                "a:1",
                "0:-1",
                "0:1;1:1",
                "0:1 ",
                "9999999:1",
                "0:9999999999999999999"
            })
    void shouldNotReadWhenItIsNoPosition(String text) {
        assertThat(ListPosition.parse(text)).isEmpty();
    }

    @Test
    void shouldBeginAgainWhenThePositionIsOfTheTimeBeforeARestore() {
        ListPosition position = new ListPosition(Map.of(0, 5L, 1, 17L));
        PositionText before = new PositionText(Restores.NEVER);
        PositionText after = new PositionText(new Restores(2));

        assertThat(before.read(before.of(position))).contains(position);
        assertThat(after.read(after.of(position))).contains(position);
        assertThat(after.read(before.of(position))).contains(ListPosition.START);
        assertThat(before.read(after.of(position))).contains(ListPosition.START);
        assertThat(after.read(new PositionText(new Restores(1)).of(position))).contains(ListPosition.START);
        assertThat(after.read("")).contains(ListPosition.START);
        assertThat(after.read("r2/0:-1")).isEmpty();
        assertThat(after.read("r2/r2/0:1")).isEmpty();
    }

    /** As an instance reads its stores. */
    private ListPart stored(ListPosition after, int ofEachPartition) {
        List<ListedNotice> found = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            int own = partition;
            all.stream()
                    .filter(notice -> notice.partition() == own && notice.offset() >= after.from(own))
                    .limit(ofEachPartition)
                    .forEach(found::add);
        }
        return new ListPart(List.of(0, 1, 2), found);
    }

    private static ListPart covering(Integer... partitions) {
        return new ListPart(List.of(partitions), List.of());
    }

    private static ListedNotice notice(int partition, long offset, int second) {
        Instant at = NOON.plusSeconds(second);
        JsonObject line =
                new JsonObject().put("noticeId", partition + "-" + offset).put("acceptedAt", at.toString());
        return new ListedNotice(partition, offset, at, line);
    }
}
