package io.talkoo.engine.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskReply;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages between two actor systems, over the network. */
final class TwoSystemsTest {
    private final WireKit here = new WireKit();
    private final ActorTestKit newer = ActorTestKit.create(
            "talkoo",
            ConfigFactory.parseString("pekko.actor.serializers.talkoo = \"" + Newer.class.getName() + "\"")
                    .withFallback(WireKit.config()));

    @AfterEach
    void stop() {
        newer.shutdownTestKit();
        here.close();
    }

    /** Writes as a later version might: it has a message that this one does not know. */
    public static final class Newer extends SerializerWithStringManifest {
        private final TalkooSerializer present;

        public Newer(ExtendedActorSystem system) {
            present = new TalkooSerializer(system);
        }

        @Override
        public int identifier() {
            return present.identifier();
        }

        @Override
        public String manifest(Object message) {
            return message instanceof TaskCommand.Parked ? "rested:1" : present.manifest(message);
        }

        @Override
        public byte[] toBinary(Object message) {
            return present.toBinary(message);
        }

        @Override
        public Object fromBinary(byte[] bytes, String manifest) {
            return present.fromBinary(bytes, manifest);
        }
    }

    @Test
    void messagesArriveAndCanBeAnswered() {
        TestProbe<TalkooMessage> probe = here.actors.createTestProbe(TalkooMessage.class);
        TestProbe<TalkooMessage> answers = newer.createTestProbe(TalkooMessage.class);
        ActorRef<TalkooMessage> remote = remote(probe.getRef());
        for (WireType<?> type : WireTypes.all()) {
            TalkooMessage message = Samples.full(1, List.of(answers.getRef())).make(type.type());
            if (!(message instanceof TaskCommand.Parked)) {
                remote.tell(message);
                assertThat(probe.receiveMessage()).isInstanceOf(type.type());
            }
        }

        remote.tell(new TaskCommand.Forget("a", 1, answers.getRef().unsafeUpcast()));
        TaskCommand.Forget asked = probe.expectMessageClass(TaskCommand.Forget.class);
        asked.replyTo().tell(new TaskReply.Forgotten(asked.call()));
        assertThat(answers.receiveMessage()).isEqualTo(new TaskReply.Forgotten(1));
    }

    @Test
    void aMessageOfALaterVersionIsDroppedAndTheNextOneArrives() {
        TestProbe<TalkooMessage> probe = here.actors.createTestProbe(TalkooMessage.class);
        ActorRef<TalkooMessage> remote = remote(probe.getRef());

        remote.tell(new TaskCommand.Parked("unknown here"));
        remote.tell(new TaskCommand.Expire("known"));

        assertThat(probe.receiveMessage()).isEqualTo(new TaskCommand.Expire("known"));
    }

    /** {@code actor} as the other system sees it. */
    private <T> ActorRef<T> remote(ActorRef<T> actor) {
        String written = ActorRefResolver.get(here.actors.system()).toSerializationFormat(actor);
        return ActorRefResolver.get(newer.system()).resolveActorRef(written);
    }
}
