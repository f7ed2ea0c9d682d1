package org.harborlight.schemas.notice;

import static org.harborlight.schemas.notice.NoticeChecks.length;
import static org.harborlight.schemas.notice.NoticeChecks.require;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.AgeSource;
import org.harborlight.schemas.Token;
import org.harborlight.schemas.TokenKind;
import org.jspecify.annotations.Nullable;

/** Checks the actors of a notice and their tokens. One thread. */
record ActorChecks(NoticeLimits limits, List<Finding> findings) {
    private static final int TOKEN_BYTES = 32;

    void actors(List<Actor> actors) {
        require(
                actors.size() <= limits.actors(),
                "/actors",
                "must have at most " + limits.actors() + " entries",
                findings);
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < actors.size(); i++) {
            Actor actor = actors.get(i);
            String at = "/actors/" + i;
            require(
                    actor.getNumber() >= 1 && numbers.add(actor.getNumber()),
                    at,
                    "/number",
                    "must be unique, from 1",
                    findings);
            require(actor.getRole() != ActorRole.UNSPECIFIED, at, "/role", "must be known", findings);
            age(actor.getAgeBand(), actor.getAgeSource(), at);
            require(
                    actor.getTokens().isEmpty() || actor.getRole() == ActorRole.REPORTED_PERSON,
                    at,
                    "/tokens",
                    "belong to a REPORTED_PERSON only",
                    findings);
            require(actor.getTokens().size() <= 16, at, "/tokens", "must have at most 16 entries", findings);
            for (int t = 0; t < actor.getTokens().size(); t++) {
                token(actor.getTokens().get(t), at + "/tokens/" + t);
            }
        }
    }

    /** An age means little without where it comes from; only an unknown one comes from nowhere. */
    private void age(@Nullable AgeBand band, @Nullable AgeSource source, String at) {
        require(band != AgeBand.UNSPECIFIED, at, "/ageBand", "must be known", findings);
        require(source != AgeSource.UNSPECIFIED, at, "/ageSource", "must be known", findings);
        require(
                source != null || band == null || band == AgeBand.UNKNOWN,
                at,
                "/ageSource",
                "must be given with an ageBand",
                findings);
        require(source == null || band != null, at, "/ageSource", "belongs to an ageBand only", findings);
    }

    private void token(Token token, String at) {
        require(token.getKind() != TokenKind.UNSPECIFIED, at, "/kind", "must be known", findings);
        int length = length(token.getTokenKeyId());
        require(length >= 1 && length <= 64, at, "/tokenKeyId", "must have 1 to 64 characters", findings);
        require(token.getValue().remaining() == TOKEN_BYTES, at, "/value", "must have 32 bytes", findings);
    }
}
