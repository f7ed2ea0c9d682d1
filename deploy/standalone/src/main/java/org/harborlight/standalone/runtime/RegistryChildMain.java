package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * Entry point of the registry's own process. Runs the registry and ends it as soon as standard input ends: the parent
 * holds the other end of that pipe, so the registry never outlives it, however the parent dies.
 */
public final class RegistryChildMain {
    /** System property: how long an orderly end may take, in milliseconds. */
    static final String GRACE = "harborlight.registry.grace.millis";

    private static final long USUAL_GRACE_MILLIS = 5_000;

    private RegistryChildMain() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(RegistryChildMain::endWithParent);
        try {
            Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the registry did not start", e.getCause());
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent: only the end of the stream means something.
            }
        } catch (IOException e) {
            // A broken pipe means the same as its end.
        }
        Thread.ofPlatform().daemon().name("last-resort").start(RegistryChildMain::haltAfterGrace);
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(Long.getLong(GRACE, USUAL_GRACE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
