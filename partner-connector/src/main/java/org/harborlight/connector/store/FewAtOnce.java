package org.harborlight.connector.store;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Lets so many threads at a time do what may take long, and turns the others away at once. Thread-safe. */
public final class FewAtOnce {
    private final Semaphore places;

    public FewAtOnce(int most) {
        this.places = new Semaphore(most);
    }

    /** What the question says; false where too many ask already. */
    public boolean ask(BooleanSupplier question) {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            return question.getAsBoolean();
        } finally {
            places.release();
        }
    }
}
