package org.harborlight.standalone.lint;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.EvidenceItem;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.Viewed;

/** Whether the content can be found again, opened and taken down. */
final class ContentRule implements LintRule {
    @Override
    public void look(Subject subject, Advices advices) {
        List<ContentReference> content = subject.notice().getContent();
        List<Locator> locators = subject.section(LocatorsSection.class)
                .map(LocatorsSection::getLocators)
                .orElse(List.of());
        Set<String> located = locators.stream().map(Locator::getItemId).collect(Collectors.toSet());
        for (int i = 0; i < content.size(); i++) {
            item(content.get(i), located, "/content/" + i, advices);
        }
        Set<String> items = content.stream().map(ContentReference::getItemId).collect(Collectors.toSet());
        for (int i = 0; i < locators.size(); i++) {
            advices.addIf(
                    !items.contains(locators.get(i).getItemId()),
                    Advice.UNKNOWN_ITEM,
                    "/sections/LOCATORS/locators/" + i + "/itemId");
        }
        List<EvidenceItem> evidence = subject.section(EvidenceSection.class)
                .map(EvidenceSection::getItems)
                .orElse(List.of());
        for (int i = 0; i < evidence.size(); i++) {
            String itemId = evidence.get(i).getItemId();
            advices.addIf(
                    itemId != null && !items.contains(itemId),
                    Advice.UNKNOWN_ITEM,
                    "/sections/EVIDENCE/items/" + i + "/itemId");
        }
    }

    private static void item(ContentReference item, Set<String> located, String at, Advices advices) {
        boolean picture = item.getKind() == ContentKind.IMAGE || item.getKind() == ContentKind.VIDEO;
        advices.addIf(
                picture && item.getDigests().stream().allMatch(digest -> digest.getAlgorithm() == DigestAlgorithm.PDQ),
                Advice.EXACT_DIGEST_MISSING,
                at + "/digests");
        advices.addIf(
                picture && item.getViewedBySubmitter() == Viewed.UNKNOWN, Advice.NOT_VIEWED, at + "/viewedBySubmitter");
        advices.addIf(
                item.getKind() == ContentKind.LINK && !located.contains(item.getItemId()),
                Advice.LINK_WITHOUT_LOCATOR,
                at);
    }
}
