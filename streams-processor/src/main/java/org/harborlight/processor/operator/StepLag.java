package org.harborlight.processor.operator;

/**
 * How far one step is behind, and how fast it goes.
 *
 * @param lag offsets between the end and the committed offset; in topics written by transactions markers count too
 * @param perSecond offsets committed a second, since the last look; not a number at the first look
 */
public record StepLag(String step, long lag, double perSecond) {}
