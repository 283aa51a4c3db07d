package io.talkoo.engine.internal.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings.Tls;
import io.talkoo.engine.EngineStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    @TempDir
    private Path directory;

    @Test
    void aFileThatIsMissingOrHoldsSomethingElseIsNamed() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.pem"), "Dear aunt, ");
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() -> TlsFiles.check(new Tls(missing, letter, letter)))
                .isInstanceOf(EngineStartException.class)
                .hasMessageStartingWith(
                        "talkoo.cluster.tls.key-file: expected a private key in PEM without a password, got "
                                + missing);
        assertThatThrownBy(() -> TlsFiles.check(new Tls(letter, letter, letter)))
                .hasMessageStartingWith("talkoo.cluster.tls.key-file: expected a private key");
    }

    @Test
    void thereIsNothingToCheckWithoutTls() {
        assertThatCode(() -> TlsFiles.check(null)).doesNotThrowAnyException();
    }
}
