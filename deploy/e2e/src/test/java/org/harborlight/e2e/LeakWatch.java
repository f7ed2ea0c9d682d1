package org.harborlight.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * Hears everything that is logged in this JVM, of our own packages down to the last detail, of others what an installed service
 * would log, and remembers where a canary stood: there, and in what it is shown otherwise. Thread-safe.
 */
final class LeakWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final String OURS = "org.harborlight";

    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final Logger root = logger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = logger(OURS);
    private final Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();

    private LeakWatch() {}

    static LeakWatch listening() {
        LeakWatch watch = new LeakWatch();
        watch.listen();
        return watch;
    }

    private void listen() {
        setContext(root.getLoggerContext());
        start();
        for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
            silenced.add(each.next());
        }
        silenced.forEach(root::detachAppender);
        root.addAppender(this);
        root.setLevel(Level.WARN);
        ours.setLevel(Level.TRACE);
    }

    @Override
    protected void append(ILoggingEvent event) {
        heard.merge(event.getLoggerName(), 1L, Long::sum);
        String where = "log of " + event.getLoggerName() + ": ";
        look(where + "thread name", event.getThreadName());
        look(where + "message", event.getMessage());
        look(where + "formatted message", event.getFormattedMessage());
        look(where + "arguments", Arrays.deepToString(event.getArgumentArray()));
        look(where + "key-values", String.valueOf(event.getKeyValuePairs()));
        look(where + "context", event.getMDCPropertyMap().toString());
        if (event.getThrowableProxy() != null) {
            look(where + "exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    /** Remembers the place if a canary is in the text. */
    void look(String place, String text) {
        Canary.in(text).ifPresent(around -> found.add(place + ": " + around));
    }

    void look(String place, byte[] bytes) {
        Canary.in(bytes).ifPresent(around -> found.add(place + ": " + around));
    }

    /** The names of all threads of the platform that run now; those of virtual ones are seen where they log. */
    void lookAtThreads() {
        Thread.getAllStackTraces().keySet().forEach(thread -> look("name of a thread", thread.getName()));
    }

    /** What was found so far; empty when nothing leaked. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** Lines that a package logged. */
    long heardOf(String packageName) {
        return heard.entrySet().stream()
                .filter(one -> one.getKey().startsWith(packageName))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        ours.setLevel(null);
        silenced.forEach(root::addAppender);
        stop();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
