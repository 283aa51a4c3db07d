package io.talkoo.engine.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.talkoo.engine.internal.TalkooMessage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that nobody of us wrote end in one kind of exception, and cost no more memory than their length warrants. */
final class WireFuzzTest {
    private static final WireKit KIT = new WireKit();
    private static final long SEED = 7316;
    private static final int ROUNDS = 250;
    private static final int LONGEST_BYTES = 16 * 1024;

    /** What an exception, classes loaded on the way and a log line may take. */
    private static final long BASE_BYTES = 256 * 1024;

    /** Objects take more room than their shortest form on the wire. */
    private static final long BYTES_PER_BYTE = 50;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @AfterAll
    static void stop() {
        KIT.close();
    }

    static List<WireType<?>> types() {
        return WireTypes.all();
    }

    @BeforeAll
    static void theJvmCountsWhatIsAllocated() {
        assertThat(THREADS.isThreadAllocatedMemoryEnabled()).isTrue();
    }

    /** The first message of a kind loads classes and, where it holds JSON, has Jackson learn the type. */
    @BeforeAll
    static void eachTypeWasReadBefore() {
        Samples samples = Samples.full(0, KIT.elsewhere());
        types().forEach(type ->
                KIT.serializer.fromBinary(KIT.serializer.toBinary(samples.make(type.type())), type.manifest()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void randomBytesAreRefused(WireType<?> type) {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(1 << random.nextInt(14))];
            random.nextBytes(bytes);
            read(type, bytes, i);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void damagedMessagesAreRefusedOrMessages(WireType<?> type) {
        Random random = new Random(SEED);
        Samples samples = Samples.random(SEED, KIT.elsewhere());
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = KIT.serializer.toBinary(samples.make(type.type()));
            for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
                bytes = damaged(bytes, random);
            }
            read(type, bytes, i);
        }
    }

    @Test
    void aListThatClaimsToBeEndlessIsRefused() {
        byte[] bytes = new byte[LONGEST_BYTES];
        Arrays.fill(bytes, (byte) 0x7F);

        types().forEach(type -> read(type, bytes, 0));
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        byte[] changed = switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(100));
            default -> bytes.clone();
        };
        for (int i = at; i < Math.min(changed.length, at + random.nextInt(5)); i++) {
            changed[i] = (byte) random.nextInt();
        }
        return changed;
    }

    private static void read(WireType<?> type, byte[] bytes, int round) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object read = null;
        try {
            read = KIT.serializer.fromBinary(buffer, type.manifest());
        } catch (WireException expected) {
            assertThat(expected.getMessage()).startsWith("expected");
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated)
                .as("allocated for %d bytes, round %d of seed %d", bytes.length, round, SEED)
                .isLessThan(BASE_BYTES + BYTES_PER_BYTE * bytes.length);
        assertThat(buffer.limit()).isEqualTo(bytes.length);
        if (read != null) {
            KIT.serializer.toBinary((TalkooMessage) read);
        }
    }
}
