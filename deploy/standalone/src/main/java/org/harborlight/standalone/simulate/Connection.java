package org.harborlight.standalone.simulate;

import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.harborlight.standalone.wire.HttpMessage;
import org.harborlight.standalone.wire.HttpReader;
import org.harborlight.standalone.wire.OldTls;
import org.harborlight.standalone.wire.TooLargeException;

/**
 * One TCP connection to a simulator. In a mode that spoils the handshake each connection has its own turn, and those that
 * are served serve one request. Runs on a thread of its own.
 */
record Connection(Socket socket, SimulatorTls tls, Course course, Manners manners, Reception reception) {
    private static final int LARGEST_BODY = 8 * 1024 * 1024;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int IDLE_MILLIS = 120_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    void run() throws IOException {
        socket.setTcpNoDelay(true);
        Mode mode = course.now();
        if (!mode.spoilsHandshake()) {
            serve(tls.good(), mode);
        } else if (!reception.spoilsNextConnection()) {
            serveOnce(tls.good(), Mode.OK);
        } else if (mode == Mode.TLS_DOWNGRADE) {
            downgrade();
        } else {
            serveOnce(tls.in(mode), mode);
        }
    }

    /** Requests one after another, each by the mode of its moment. */
    private void serve(SSLContext context, Mode mode) throws IOException {
        try (SSLSocket shaken = handshake(context, mode)) {
            HttpReader requests = HttpReader.ofRequests(shaken.getInputStream());
            boolean more = true;
            while (more) {
                Optional<HttpMessage> request = next(requests);
                more = request.isPresent() && answer(request.get(), course.now(), shaken);
            }
        }
    }

    private boolean answer(HttpMessage request, Mode now, SSLSocket shaken) throws IOException {
        if (now.spoilsHandshake()) {
            reception.connection(now, "closed-unanswered");
            return false;
        }
        return reception.answer(request, now, false, writer(shaken));
    }

    private void serveOnce(SSLContext context, Mode mode) throws IOException {
        try (SSLSocket shaken = handshake(context, mode)) {
            if (mode.spoilsHandshake()) {
                reception.connection(mode, "handshake-accepted");
            }
            Optional<HttpMessage> request = next(HttpReader.ofRequests(shaken.getInputStream()));
            if (request.isPresent()) {
                reception.answer(request.get(), mode, true, writer(shaken));
            }
        }
    }

    /** What is too large is not read, and ends the connection. */
    private Optional<HttpMessage> next(HttpReader requests) throws IOException {
        try {
            return requests.next(LARGEST_BODY);
        } catch (TooLargeException e) {
            reception.tooLarge(course.now());
            throw e;
        }
    }

    private AnswerWriter writer(SSLSocket shaken) {
        return new AnswerWriter(socket, shaken, manners.drip());
    }

    private SSLSocket handshake(SSLContext context, Mode mode) throws IOException {
        SSLSocket server = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        server.setNeedClientAuth(true);
        server.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        server.setSoTimeout(IDLE_MILLIS);
        try {
            server.startHandshake();
            return server;
        } catch (IOException e) {
            reception.connection(mode, "handshake-ended");
            throw e;
        }
    }

    /** Nothing but a ServerHello goes out, so nothing can come over this connection. */
    private void downgrade() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        OldTls.skipRecord(socket.getInputStream());
        socket.getOutputStream().write(OldTls.serverHello(RANDOM));
        socket.getOutputStream().flush();
        reception.connection(
                Mode.TLS_DOWNGRADE,
                switch (OldTls.reaction(socket.getInputStream())) {
                    case REFUSED -> "handshake-ended";
                    case WENT_DOWN, SILENT -> "downgrade-accepted";
                });
    }
}
