package org.harborlight.schemas;

import org.jspecify.annotations.NullMarked;

/** Media types of bodies and of signed payloads. A payload type is part of what is signed. */
@NullMarked
public final class MediaTypes {
    public static final String INCIDENT_NOTICE = "application/vnd.harborlight.incident-notice+avro";
    public static final String SIGNED_NOTICE = "application/vnd.harborlight.signed-notice+avro";
    public static final String SIGNED_NOTICE_BATCH = "application/vnd.harborlight.signed-notice-batch+avro";
    public static final String DELIVERY = "application/vnd.harborlight.delivery+avro";
    public static final String PUSHED_DELIVERY = "application/vnd.harborlight.pushed-delivery+avro";
    public static final String DELIVERY_RECEIPT = "application/vnd.harborlight.delivery-receipt+avro";
    /** What a partner signs itself: JSON with deliveryId, partnerId, digest and at. */
    public static final String PARTNER_RECEIPT = "application/vnd.harborlight.delivery-receipt+json";

    public static final String FEEDBACK = "application/vnd.harborlight.feedback+avro";
    public static final String ACKNOWLEDGEMENT = "application/vnd.harborlight.acknowledgement+avro";
    public static final String DIRECTORY_ENTRY = "application/vnd.harborlight.directory-entry+avro";
    /** An entry of the directory that says who the operators are. */
    public static final String OPERATOR_ENTRY = "application/vnd.harborlight.operator-entry+avro";

    /** What a participant signs itself to take part. */
    public static final String ACCESSION = "application/vnd.harborlight.accession+avro";

    public static final String COMMAND = "application/vnd.harborlight.command+avro";
    public static final String ACCEPTANCE_RECEIPT = "application/vnd.harborlight.acceptance-receipt+json";
    public static final String DSSE_JSON = "application/vnd.dsse+json";
    public static final String PROBLEM_JSON = "application/problem+json";

    private MediaTypes() {}
}
