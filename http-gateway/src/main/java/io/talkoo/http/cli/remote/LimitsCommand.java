package io.talkoo.http.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.talkoo.http.cli.remote.Converters.Span;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.TaskTypeStatus;
import io.talkoo.protocol.client.TalkooClient;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code talkoo limits}: changes what holds for a task type on all nodes. */
@Command(
        name = "limits",
        description = {
            "Changes the limits of a task type on all nodes while they run, and shows what holds then.",
            "What is not named stays as it is; \"none\" is no limit."
        },
        footer = {
            "%nExamples:",
            "  talkoo limits mail.send --rate 10/m --at-once 5",
            "  talkoo limits mail.send --rate none"
        })
final class LimitsCommand extends RemoteCommand {
    private static final String NONE = "none";

    @Parameters(index = "0", paramLabel = "TASK", description = "name of the task type")
    private String name;

    @Option(names = "--rate", paramLabel = "N/s|m|h", description = "starts in a second, minute or hour")
    private String rate;

    @Option(names = "--at-once", paramLabel = "N", description = "runs at once")
    private String atOnce;

    @Option(names = "--key-rate", paramLabel = "N/s|m|h", description = "starts of each key")
    private String keyRate;

    @Option(names = "--key-at-once", paramLabel = "N", description = "runs of each key at once")
    private String keyAtOnce;

    @Option(names = "--time-limit", paramLabel = "TIME", description = "how long one attempt may take, such as 60s")
    private String timeLimit;

    @Option(names = "--soft-time-limit", paramLabel = "TIME", description = "when an attempt is asked to end")
    private String softTimeLimit;

    @Override
    int run(TalkooClient client, Screen screen) {
        TaskTypeStatus type = client.control().changeLimits(name, change()).get();
        if (screen.isJson()) {
            screen.json(type);
        } else {
            screen.table(TaskTypes.table(List.of(type)));
        }
        return ExitCodes.OK;
    }

    private LimitsChange change() {
        LimitsChange change = new LimitsChange(
                said(rate, TextNode::valueOf),
                said(atOnce, this::count),
                said(keyRate, TextNode::valueOf),
                said(keyAtOnce, this::count),
                said(timeLimit, this::seconds),
                said(softTimeLimit, this::seconds));
        if (change.equals(LimitsChange.NONE)) {
            throw wrong("expected a limit such as --rate 10/m, got none");
        }
        return change;
    }

    private static JsonNode said(String text, Function<String, JsonNode> read) {
        if (text == null) {
            return null;
        }
        return text.equals(NONE) ? NullNode.getInstance() : read.apply(text);
    }

    private JsonNode count(String text) {
        try {
            return IntNode.valueOf(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw wrong("expected a number or none, got \"" + text + "\"");
        }
    }

    private JsonNode seconds(String text) {
        try {
            return DecimalNode.valueOf(
                    BigDecimal.valueOf(new Span().convert(text).toMillis(), 3));
        } catch (TypeConversionException e) {
            throw wrong(e.getMessage());
        }
    }
}
