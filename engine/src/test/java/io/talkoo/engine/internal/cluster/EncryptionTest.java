package io.talkoo.engine.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
    private final int port = TestMember.freePort();

    @TempDir
    private Path directory;

    private TestMember member(String name, int at, String tls) {
        return new TestMember(name, at, "cluster.seeds = \"127.0.0.1:" + port + "\", " + tls);
    }

    @Test
    void nodesWithCertificatesOfOneAuthorityFormAClusterAndOthersDoNotGetIn() throws Exception {
        TestAuthority ours = new TestAuthority(directory, "ours");
        String foreign = new TestAuthority(directory, "theirs").issue("intruder");
        try (TestMember seed = member("a", port, ours.issue("a"));
                TestMember intruder = member("intruder", 0, foreign);
                TestMember inTheClear = member("clear", 0, "");
                TestMember second = member("b", 0, ours.issue("b"))) {
            seed.join().get(30, TimeUnit.SECONDS);
            var intruded = intruder.join();
            var talkedInTheClear = inTheClear.join();

            second.join().get(30, TimeUnit.SECONDS);

            assertThat(seed.awaitNodes(2).members())
                    .extracting(ClusterMember::name)
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(intruded).isNotDone();
            assertThat(talkedInTheClear).isNotDone();
            assertThat(intruder.membership.view().members()).isEmpty();
        }
    }
}
