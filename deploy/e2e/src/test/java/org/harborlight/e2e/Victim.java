package org.harborlight.e2e;

import java.io.IOException;
import org.harborlight.standalone.runtime.ServiceProcess;

/** A process that faults happen to. Used by one thread. */
interface Victim {
    ProcessHandle handle();

    void kill() throws InterruptedException;

    void start();

    void awaitReady();

    static Victim of(ServiceProcess service) {
        return new Victim() {
            @Override
            public ProcessHandle handle() {
                return service.handle();
            }

            @Override
            public void kill() {
                service.kill();
            }

            @Override
            public void start() {
                service.start();
            }

            @Override
            public void awaitReady() {
                service.awaitReady();
            }
        };
    }

    /** Returns when it is ready again. */
    default void suffer(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL -> {
                kill();
                start();
            }
            case KILL_TWICE -> {
                kill();
                start();
                Passing.of(fault.lasts());
                kill();
                start();
            }
            case PAUSE -> {
                pause();
                Passing.of(fault.lasts());
                resume();
            }
        }
        awaitReady();
    }

    /** Stops it without its knowledge. */
    default void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after a pause. */
    default void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(handle().pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + code);
        }
    }
}
