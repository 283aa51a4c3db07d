package io.talkoo.engine.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
    private static final int PARTITIONS = 64;
    private static final long SEED = 7;

    private final Random random = new Random(SEED);

    private List<String> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "talkoo@10.0." + i + "." + random.nextInt(256) + ":7625")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyNodeOwnsEquallyManyPartitionsOrOneMore(int count) {
        List<String> nodes = nodes(count);

        List<String> owners = Placement.of(nodes, PARTITIONS);

        assertThat(owners).hasSize(PARTITIONS);
        assertThat(nodes)
                .allSatisfy(node -> assertThat(Collections.frequency(owners, node))
                        .isBetween(PARTITIONS / count, (PARTITIONS + count - 1) / count));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void littleMoreMovesThanHasToWhenANodeJoinsOrLeaves(int count) {
        List<String> nodes = nodes(count);
        List<String> before = Placement.of(nodes, PARTITIONS);
        nodes.add("talkoo@10.9.9.9:7625");

        List<String> after = Placement.of(nodes, PARTITIONS);

        long moved = IntStream.range(0, PARTITIONS)
                .filter(i -> !before.get(i).equals(after.get(i)))
                .count();
        int least = PARTITIONS / (count + 1);
        assertThat(moved).as("seed %d", SEED).isBetween((long) least, 2L * least + 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void theOrderInWhichNodesAreKnownDoesNotMatter(int count) {
        List<String> nodes = nodes(count);
        List<String> owners = Placement.of(nodes, PARTITIONS);
        Collections.shuffle(nodes, random);

        assertThat(Placement.of(nodes, PARTITIONS)).isEqualTo(owners);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void thereMayBeMoreNodesThanPartitions(int partitions) {
        List<String> owners = Placement.of(nodes(7), partitions);

        assertThat(owners.stream().collect(Collectors.toMap(Function.identity(), node -> 1, Integer::sum)))
                .hasSize(partitions);
    }
}
