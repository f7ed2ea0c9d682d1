package org.harborlight.schemas.directory;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.envelope.SigningKey;

/** Gives the participants of tests their accessions. Stateless. */
public final class AccessionFixtures {
    /** Every participant of a test accedes with this key, beside those that it has. */
    private static final SigningKey KEY = SigningKey.generate("accession", new SecureRandom());

    private AccessionFixtures() {}

    /** The same participant, with one more signing key and what it signed with that; any other body as it is. */
    public static SpecificRecord acceded(SpecificRecord body) {
        return body instanceof Participant participant ? acceded(participant) : body;
    }

    public static Participant acceded(Participant participant) {
        AvroTrust.install();
        List<PublicKeyEntry> keys = new ArrayList<>(participant.getSigningKeys());
        keys.removeIf(key -> key.getKeyId().equals(KEY.keyId()));
        keys.add(KEY.publicEntry(Instant.EPOCH));
        Participant entry =
                Participant.newBuilder(participant).setSigningKeys(keys).build();
        entry.setAccession(AccessionSigner.sign(
                AccessionSigner.covering(entry)
                        .setName("N. N.")
                        .setDesignation("Head of trust and safety")
                        .setPlace("Dublin")
                        .setDate(Instant.EPOCH)
                        .build(),
                KEY));
        return entry;
    }
}
