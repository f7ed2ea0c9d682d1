package org.harborlight.processor.link;

import org.harborlight.schemas.Lane;

/** The two lanes. */
public final class Lanes {
    private Lanes() {}

    /** The lane to hand over to. */
    public static Lane other(Lane lane) {
        return switch (lane) {
            case URGENT -> Lane.STANDARD;
            case STANDARD -> Lane.URGENT;
            case UNSPECIFIED ->
                throw new IllegalArgumentException("a topology belongs to the urgent or the standard lane");
        };
    }
}
