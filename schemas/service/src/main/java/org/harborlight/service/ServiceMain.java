package org.harborlight.service;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a service process: start it from its configuration file, keep it until the process is told to end, close
 * it in a shutdown hook that waits. The returned code is for {@code System.exit}, which the program's main class
 * calls.
 */
public final class ServiceMain {
    public static final int OK = 0;
    public static final int FAULT = 1;
    public static final int BAD_CONFIGURATION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    private ServiceMain() {}

    /**
     * Runs until the process ends.
     *
     * @param args exactly one: the configuration file
     * @return {@value #OK}, {@value #FAULT} or {@value #BAD_CONFIGURATION}
     */
    public static int run(String name, String[] args, Function<Path, ? extends AutoCloseable> start) {
        CountDownLatch ended = new CountDownLatch(1);
        return run(name, args, start, System.err, service -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(name, service, ended), name + "-shutdown"));
            return ended;
        });
    }

    static int run(
            String name,
            String[] args,
            Function<Path, ? extends AutoCloseable> start,
            PrintStream errors,
            Function<AutoCloseable, CountDownLatch> keep) {
        if (args.length != 1 || !Files.isReadable(Path.of(args[0]))) {
            errors.println("usage: " + name + " <configuration file>");
            return BAD_CONFIGURATION;
        }
        try {
            AutoCloseable service = start.apply(Path.of(args[0]));
            LOG.atInfo().addKeyValue("service", name).log("service started");
            keep.apply(service).await();
            return OK;
        } catch (ConfigurationException e) {
            errors.println(name + ": configuration refused");
            e.problems().forEach(problem -> errors.println("  " + problem));
            return BAD_CONFIGURATION;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAULT;
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("service", name).setCause(e).log("service cannot start");
            return FAULT;
        }
    }

    private static void close(String name, AutoCloseable service, CountDownLatch ended) {
        try {
            service.close();
            LOG.atInfo().addKeyValue("service", name).log("service stopped");
        } catch (Exception e) {
            LOG.atError().addKeyValue("service", name).setCause(e).log("service did not stop cleanly");
        } finally {
            ended.countDown();
        }
    }
}
