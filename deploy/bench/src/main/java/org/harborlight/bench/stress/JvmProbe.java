package org.harborlight.bench.stress;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into the heap of another JVM of this user, by its local management agent. Used by one thread. */
final class JvmProbe implements AutoCloseable {
    private final long pid;
    private final JMXConnector connector;

    private JvmProbe(long pid, JMXConnector connector) {
        this.pid = pid;
        this.connector = connector;
    }

    /**
     * Heap in bytes.
     *
     * @param used garbage too
     * @param live what was left by the last collection of each part of it
     */
    record Heap(long used, long live) {}

    @SuppressWarnings("BanJNDI") // the address is what the other JVM, our own child, says itself
    static JvmProbe attach(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            return new JvmProbe(pid, JMXConnectorFactory.connect(new JMXServiceURL(address)));
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot look into process " + pid, e);
        }
    }

    long pid() {
        return pid;
    }

    Heap heap() throws IOException {
        MBeanServerConnection connection = connector.getMBeanServerConnection();
        return of(
                ManagementFactory.getPlatformMXBean(connection, MemoryMXBean.class),
                ManagementFactory.getPlatformMXBeans(connection, MemoryPoolMXBean.class));
    }

    /** Of this JVM. */
    static Heap own() {
        return of(ManagementFactory.getMemoryMXBean(), ManagementFactory.getMemoryPoolMXBeans());
    }

    private static Heap of(MemoryMXBean memory, List<MemoryPoolMXBean> pools) {
        long live = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            live += left == null ? 0 : left.getUsed();
        }
        return new Heap(memory.getHeapMemoryUsage().getUsed(), live);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
