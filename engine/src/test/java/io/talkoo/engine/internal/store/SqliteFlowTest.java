package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.before;
import static io.talkoo.engine.internal.store.Steps.behindOne;
import static io.talkoo.engine.internal.store.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SqliteFlowTest extends StoreFlowSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }

    @Test
    void aStepThatIsLoadedWithoutBeingReadIsWhatItsRowSays() {
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));

        assertThat(get(store.queries().read(List.of(id(2))))).containsExactly(row(2));
    }
}
