package io.talkoo.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts tasks and their times between {@link #begin} and {@link #end}. Thread-safe. */
final class Meter {
    /**
     * What was measured.
     *
     * @param tasks that ended
     * @param ack nanoseconds from submit to acknowledgement
     * @param completion nanoseconds from submit to the stored result
     * @param cpuNanos of the whole process, the load's own part included
     */
    record Figures(double seconds, long tasks, Histogram ack, Histogram completion, long cpuNanos) {
        double tasksPerSecond() {
            return tasks / seconds;
        }

        /** These and those of another process that was measured at the same time. */
        Figures plus(Figures other) {
            return sum(Math.max(seconds, other.seconds), other);
        }

        /** These and those of a later time. */
        Figures then(Figures later) {
            return sum(seconds + later.seconds, later);
        }

        private Figures sum(double bothSeconds, Figures other) {
            return new Figures(
                    bothSeconds,
                    tasks + other.tasks,
                    sum(ack, other.ack),
                    sum(completion, other.completion),
                    cpuNanos + other.cpuNanos);
        }

        private static Histogram sum(Histogram one, Histogram other) {
            Histogram sum = one.copy();
            sum.add(other);
            return sum;
        }
    }

    private static final int DIGITS = 3;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Recorder ack = new Recorder(DIGITS);
    private final Recorder completion = new Recorder(DIGITS);
    private final LongAdder acked = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private long beganNanos;
    private long cpuAtBegin;
    private long ackedAtBegin;
    private long endedAtBegin;

    void acked(long startNanos) {
        ack.recordValue(System.nanoTime() - startNanos);
        acked.increment();
    }

    void ended(long startNanos, int tasks) {
        completion.recordValue(System.nanoTime() - startNanos);
        count(tasks);
    }

    /** Tasks whose end is not timed. */
    void count(int tasks) {
        ended.add(tasks);
    }

    long tasks() {
        return ended.sum();
    }

    /** Whether nothing was acknowledged, or nothing ended, since {@link #begin}. */
    boolean isEmpty() {
        return acked.sum() == ackedAtBegin || ended.sum() == endedAtBegin;
    }

    /** Forgets what was before. */
    void begin() {
        ack.reset();
        completion.reset();
        ackedAtBegin = acked.sum();
        endedAtBegin = ended.sum();
        cpuAtBegin = SYSTEM.getProcessCpuTime();
        beganNanos = System.nanoTime();
    }

    Figures end() {
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        long tasks = ended.sum() - endedAtBegin;
        long cpu = SYSTEM.getProcessCpuTime() - cpuAtBegin;
        return new Figures(seconds, tasks, ack.getIntervalHistogram(), completion.getIntervalHistogram(), cpu);
    }

    /** Processor time of this process. */
    static Duration cpu() {
        return Duration.ofNanos(SYSTEM.getProcessCpuTime());
    }

    /** What the heap holds after a full collection. */
    static double liveHeapMiB() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }
}
