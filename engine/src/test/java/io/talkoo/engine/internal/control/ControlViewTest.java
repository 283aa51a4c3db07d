package io.talkoo.engine.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.store.ControlEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlViewTest {
    private final ControlView view = new ControlView();

    private void apply(String kind, String name, String value, long revision) {
        view.apply(List.of(new ControlEntry(kind, name, value, revision)));
    }

    @Test
    void aValueHoldsUntilItIsTakenBack() {
        apply(ControlView.TASK_LIMITS, "math.add", "{}", 1);
        assertThat(view.value(ControlView.TASK_LIMITS, "math.add")).isEqualTo("{}");

        apply(ControlView.TASK_LIMITS, "math.add", null, 2);
        assertThat(view.value(ControlView.TASK_LIMITS, "math.add")).isNull();
    }

    @Test
    void newsThatComeLateChangeNothing() {
        apply(ControlView.QUEUE_PAUSED, "mail", null, 2);
        apply(ControlView.QUEUE_PAUSED, "mail", "", 1);

        assertThat(view.isPaused("mail")).isFalse();
    }

    @Test
    void listenersAreToldOfEachChangeOnceAndSeeItHold() {
        List<String> heard = new ArrayList<>();
        view.onChange(entry -> heard.add(entry.name() + " " + view.isPaused(entry.name())));

        apply(ControlView.QUEUE_PAUSED, "mail", "", 1);
        apply(ControlView.QUEUE_PAUSED, "mail", "", 1);
        apply(ControlView.QUEUE_PAUSED, "mail", null, 2);

        assertThat(heard).containsExactly("mail true", "mail false");
    }

    @Test
    void kindsDoNotMix() {
        apply("of a later version", "mail", "", 1);

        assertThat(view.isPaused("mail")).isFalse();
        assertThat(view.pausedQueues()).isEmpty();
    }
}
