package org.harborlight.bench.stress;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.harborlight.standalone.runtime.ServiceProcess;

/** Makes faults happen to the services of a rig. Used by one thread. */
final class FaultMaker {
    private final Map<String, ServiceProcess> services;

    FaultMaker(Map<String, ServiceProcess> services) {
        this.services = services;
    }

    /** Returns when the service is ready again; how many seconds that took, a pause not counted. */
    double make(FaultPlan.Fault fault) throws IOException, InterruptedException {
        ServiceProcess service = Objects.requireNonNull(services.get(fault.target()), fault.target());
        switch (fault) {
            case FaultPlan.Fault.Kill _ -> service.kill();
            case FaultPlan.Fault.Pause(String _, int seconds) -> {
                signal(service, "STOP");
                Thread.sleep(seconds * 1_000L);
                signal(service, "CONT");
            }
        }
        long over = System.nanoTime();
        if (fault instanceof FaultPlan.Fault.Kill) {
            service.start();
        }
        service.awaitReady();
        return (System.nanoTime() - over) / 1_000_000_000.0;
    }

    private static void signal(ServiceProcess service, String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(service.handle().pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + code);
        }
    }
}
