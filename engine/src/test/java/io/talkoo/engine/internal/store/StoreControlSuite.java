package io.talkoo.engine.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is set for the cluster. */
abstract class StoreControlSuite extends StoreSuite {
    @Test
    void anEntryIsCountedUpWithEveryChangeAndIsThereAfterARestart() {
        ControlTable table = store.controlTable();
        assertThat(get(table.put("kind", "a", "1")).revision()).isEqualTo(1);
        get(table.put("kind", "a", "2"));
        assertThat(get(table.put("kind", "a", null)).revision()).isEqualTo(3);
        get(table.put("kind", "b", "x"));
        get(table.put("other", "a", "\u00e4"));

        reopen();

        assertThat(get(store.controlTable().all()))
                .containsExactlyInAnyOrder(
                        new ControlEntry("kind", "a", null, 3),
                        new ControlEntry("kind", "b", "x", 1),
                        new ControlEntry("other", "a", "\u00e4", 1));
    }
}
