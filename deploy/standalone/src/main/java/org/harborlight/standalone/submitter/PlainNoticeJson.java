package org.harborlight.standalone.submitter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.standalone.partner.SectionRecords;
import org.jspecify.annotations.Nullable;

/**
 * Reads a notice that a person wrote as JSON: the fields of {@code IncidentNotice} with {@code sections} in plain text.
 * Left out may be {@code noticeId}, {@code submitterId}, {@code createdAt} and {@code kind}; digests and tokens are hex,
 * and a token may give the identifier itself in {@code of}, which is replaced by its keyed digest. Comments and a comma
 * too many at an end are allowed, as in a template; they stay in the file. Strict otherwise.
 */
public final class PlainNoticeJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final String submitterId;
    private final Optional<TokenKey> tokenKey;

    public PlainNoticeJson(String submitterId, Optional<TokenKey> tokenKey) {
        this.submitterId = submitterId;
        this.tokenKey = tokenKey;
    }

    /** Reads a notice; a {@link PlainNoticeException} says where and why it cannot be read. */
    public PlainNotice read(byte[] json, Instant now) {
        ObjectNode root = tree(json);
        List<String> open = Placeholder.pointers(root);
        if (!open.isEmpty()) {
            throw new PlainNoticeException("still to be filled in: " + String.join(", ", open));
        }
        JsonNode sections = root.remove("sections");
        if (!root.has("noticeId")) {
            root.put("noticeId", UUID.randomUUID().toString());
        }
        if (!root.has("submitterId")) {
            root.put("submitterId", submitterId);
        }
        if (!root.has("createdAt")) {
            root.put("createdAt", now.truncatedTo(ChronoUnit.MILLIS).toString());
        }
        if (!root.has("kind")) {
            root.put("kind", "NEW");
        }
        ByteFields.toBase64(root, tokenKey);
        try {
            return new PlainNotice(AvroJson.fromJson(root, IncidentNotice.class), sections(sections));
        } catch (DecodeException e) {
            throw unreadable("", root, e);
        }
    }

    private static PlainNoticeException unreadable(String at, JsonNode read, DecodeException fault) {
        boolean missing = read.at(fault.pointer()).isMissingNode();
        return new PlainNoticeException(FieldForm.explain(at + fault.pointer(), missing));
    }

    /** The file as JSON; a {@link PlainNoticeException} says where it is not. */
    public static ObjectNode tree(byte[] json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new PlainNoticeException("the file holds no JSON object");
        } catch (JsonProcessingException e) {
            throw new PlainNoticeException("not JSON, line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new PlainNoticeException("the file cannot be read");
        }
    }

    private static Map<SectionKind, SpecificRecord> sections(@Nullable JsonNode sections) {
        Map<SectionKind, SpecificRecord> byKind = new EnumMap<>(SectionKind.class);
        if (sections == null) {
            return byKind;
        }
        for (Map.Entry<String, JsonNode> entry : sections.properties()) {
            SectionKind kind = kind(entry.getKey());
            try {
                byKind.put(kind, AvroJson.fromJson(entry.getValue(), SectionRecords.type(kind)));
            } catch (DecodeException e) {
                throw unreadable("/sections/" + kind, entry.getValue(), e);
            }
        }
        return byKind;
    }

    private static SectionKind kind(String name) {
        for (SectionKind kind : SectionKind.values()) {
            if (kind != SectionKind.UNSPECIFIED && kind.name().equals(name)) {
                return kind;
            }
        }
        throw new PlainNoticeException("/sections/" + name + ": no such section; there are REPORTED_PERSON,"
                + " CHILD_VICTIM, LOCATORS, EVIDENCE and NARRATIVE");
    }
}
