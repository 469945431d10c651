package io.angelwire.bench.server;

import io.angelwire.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server in a process of its own, seen from outside. */
public abstract class MeasuredServer implements AutoCloseable {

    private static final int KIB = 1024;

    private final ProcessHandle process;
    private final int port;

    MeasuredServer(ProcessHandle process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where its clients connect. */
    public int port() {
        return port;
    }

    public ProcessHandle process() {
        return process;
    }

    public abstract void collectGarbage();

    @Override
    public abstract void close();

    /** CPU time since its start, in microseconds. The system counts it in hundredths of a second. */
    public double cpuMicros() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e3;
    }

    /** What it has in memory; NaN where the system has no /proc. */
    public double residentBytes() {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try {
            return KIB
                    * Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                            .sum();
        } catch (IOException e) {
            throw new BenchException("Cannot read " + status, e);
        }
    }
}
