package io.talkoo.examples.embedding;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An application built on Pekko: its actor system runs the engine too, and goes on when the engine has ended. */
public final class Embedding {
    private static final String CLOSE = "close";

    static class InvoiceTasks {
        @Task
        String write(String order) {
            return "invoice of " + order;
        }
    }

    private Embedding() {}

    public static void main(String[] args) {
        ActorSystem<String> shop = ActorSystem.create(shop(), "shop", config());
        try (TaskEngine engine =
                TaskEngine.builder().tasks(new InvoiceTasks()).actorSystem(shop).start()) {
            engine.task(InvoiceTasks::write)
                    .delay("order 7")
                    .then(shop::tell) // from a thread into an actor, without an actor that blocks
                    .toCompletableFuture()
                    .join();
        }
        shop.tell(CLOSE);
        shop.getWhenTerminated().toCompletableFuture().join();
    }

    private static Behavior<String> shop() {
        return Behaviors.receiveMessage(message -> {
            System.out.println("the shop is told: " + message);
            return message.equals(CLOSE) ? Behaviors.stopped() : Behaviors.same();
        });
    }

    /** The engine asks for a cluster; this is one of a single node, on a free port. */
    private static Config config() {
        return ConfigFactory.parseString("""
                        pekko.actor.provider = cluster
                        pekko.stdout-loglevel = OFF
                        pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                        """).withFallback(ConfigFactory.load());
    }
}
