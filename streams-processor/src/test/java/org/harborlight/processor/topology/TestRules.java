package org.harborlight.processor.topology;

/** The rules of the test exchange: content to hotlines, people to law enforcement, children to helplines. */
final class TestRules {
    static final String YAML = """
            version: test-1
            rules:
              - id: people
                when:
                  harms: [CSAM, GROOMING, SEXUAL_EXTORTION]
                  bases: [REPORTED_PERSON_LOCATION, REPORTED_PERSON_RESIDENCE, VICTIM_LOCATION, VICTIM_RESIDENCE]
                to: {kind: LAW_ENFORCEMENT}
                release: [REPORTED_PERSON, CHILD_VICTIM, LOCATORS, EVIDENCE, NARRATIVE]
                reason: Someone involved is in this country.
                source: test
              - id: content
                when: {bases: [HOSTING]}
                to: {kind: HOTLINE}
                release: [LOCATORS]
                reason: Content is hosted in this country.
              - id: removal
                when: {flags: [APPEARS_SELF_GENERATED], bases: [VICTIM_LOCATION]}
                to: {kind: HOTLINE}
                release: [LOCATORS]
                reason: A child may want their image taken down.
              - id: help
                when: {harms: [CYBERBULLYING], bases: [VICTIM_LOCATION]}
                to: {kind: HELPLINE}
                release: [CHILD_VICTIM]
                reason: A child may need help.
              - id: duty
                when: {flags: [NATIONAL_DUTY], bases: [REPORTED_PERSON_LOCATION]}
                to: {kind: LAW_ENFORCEMENT}
                release: [LOCATORS]
                reason: National law names a duty.
              - id: imminent
                when: {priorities: [IMMINENT], bases: [VICTIM_LOCATION, REPORTED_PERSON_LOCATION]}
                to: {kind: LAW_ENFORCEMENT}
                release: [REPORTED_PERSON, CHILD_VICTIM, LOCATORS, EVIDENCE, NARRATIVE]
                reason: A child is in danger.
              - id: regulator
                when: {harms: [MISLEADING_DOMAIN], bases: [HOSTING]}
                to: {kind: REGULATOR}
                pointerOnly: true
                reason: There is something.
              - id: no-messages
                effect: DENY
                when: {flags: [PRIVATE_MESSAGE]}
                to: {kind: REGULATOR}
                reason: Not for regulators.
            """;

    private TestRules() {}
}
