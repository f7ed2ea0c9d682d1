package org.harborlight.standalone.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryEcho;

/**
 * A partner's endpoint over mutual TLS that takes an exchange's pushes and misbehaves as told, and remembers what it got.
 * One port for all modes, also while they change; one virtual thread for each connection. It contacts nobody but the
 * connector that it is given. Thread-safe.
 */
public final class PartnerSimulator implements AutoCloseable {
    private static final String PATH = "/deliveries";
    private static final long PAUSE_NANOS = 10_000_000;

    private final SimulatorTls tls;
    private final Course course;
    private final PushLog log;
    private final Reception reception;
    private final LateReceipts lateReceipts;
    private final Manners manners;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Who it is, and whom it believes.
     *
     * @param judge of what comes
     * @param echo how it says that it has something
     */
    public record Partner(SimulatorTls tls, Judge judge, DeliveryEcho echo) {}

    /** When it misbehaves, and how. */
    public record Conduct(Course course, Turns turns, Manners manners) {
        /** In this mode, always, until told otherwise. */
        public static Conduct of(Mode mode, Manners manners) {
            return new Conduct(Course.always(mode), new Turns.All(), manners);
        }
    }

    /** Listens at once on this machine; port 0 picks a free one. The log stays the caller's. */
    public PartnerSimulator(Partner partner, Conduct conduct, PushLog log, int port, InstantSource clock) {
        this(partner, conduct, log, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), clock);
    }

    /** Listens at once on an address; port 0 picks a free one. The log stays the caller's. */
    public PartnerSimulator(
            Partner partner, Conduct conduct, PushLog log, InetSocketAddress address, InstantSource clock) {
        AvroTrust.install();
        this.tls = partner.tls();
        this.course = conduct.course();
        this.manners = conduct.manners();
        this.log = log;
        this.lateReceipts = new LateReceipts(log, manners.late(), clock);
        this.reception = new Reception(
                partner.judge(),
                new Answers(partner.echo(), log, manners, clock),
                conduct.turns(),
                log,
                lateReceipts,
                clock);
        this.listener = listen(address);
        course.modes().forEach(tls::in);
        Thread.ofVirtual().name("simulator").start(this::accept);
    }

    private static ServerSocket listen(InetSocketAddress address) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(address, 64);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** Where pushes go; by the name {@code localhost} where it listens on this machine only. */
    public URI endpoint() {
        InetAddress address = listener.getInetAddress();
        String host = address.isLoopbackAddress() ? "localhost" : address.getHostAddress();
        return URI.create(
                "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.getLocalPort() + PATH);
    }

    /** From now on, whatever was planned. */
    public void switchTo(Mode mode) {
        tls.in(mode);
        course.switchTo(mode);
    }

    /** Where late receipts are sent; the client stays the caller's. */
    public void connect(ConnectorClient connector) {
        lateReceipts.connect(connector);
    }

    public PushLog log() {
        return log;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                begin(listener.accept());
            } catch (IOException closed) {
                // Closed, or out of file descriptors, which passes.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void begin(Socket socket) throws IOException {
        open.add(socket);
        try {
            threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException closed) {
            open.remove(socket);
            socket.close();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Connection(socket, tls, course, manners, reception).run();
        } catch (IOException gone) {
            // The client went away, or the simulator was closed.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the simulator", e);
        } finally {
            lateReceipts.close();
            threads.shutdownNow();
            threads.close();
        }
    }
}
