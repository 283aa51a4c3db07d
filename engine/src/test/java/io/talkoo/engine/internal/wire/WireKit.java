package io.talkoo.engine.internal.wire;

import com.typesafe.config.Config;
import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;

/** An actor system as nodes have it, with its serializer. */
final class WireKit implements AutoCloseable {
    final ActorTestKit actors = ActorTestKit.create("talkoo", config());
    final Serialization serialization = SerializationExtension.get(actors.system());
    final TalkooSerializer serializer =
            (TalkooSerializer) serialization.serializerByIdentity().apply(TalkooSerializer.ID);

    static Config config() {
        return ActorSystemConfig.of(TalkooSettings.defaults());
    }

    /** An actor that could be on another node. */
    ActorRef<Object> elsewhere(int number) {
        return ActorRefResolver.get(actors.system())
                .resolveActorRef("pekko://talkoo@10.0.0." + number + ":7354/user/actor#" + number);
    }

    List<ActorRef<Object>> elsewhere() {
        return List.of(elsewhere(1), elsewhere(2));
    }

    @Override
    public void close() {
        actors.shutdownTestKit();
    }
}
