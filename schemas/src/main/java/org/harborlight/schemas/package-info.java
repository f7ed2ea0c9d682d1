/**
 * The contract that submitters, services and partners share: the generated Avro records and what every side computes from
 * them. Not null-marked as a whole, because the generated records are not; hand-written classes are marked one by one.
 */
package org.harborlight.schemas;
