package io.talkoo.http;

import io.talkoo.engine.TaskGateway.Readiness;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * Whether the node is ready, for the endpoint of Pekko Management: an orchestrator asks there, because the gateway may
 * listen on loopback only. {@code kubernetes.conf} names this class.
 */
public final class ManagedReadiness implements Supplier<CompletionStage<Boolean>> {
    private final ActorSystem system;

    /** Called by Pekko Management. */
    public ManagedReadiness(ActorSystem system) {
        this.system = system;
    }

    /** The gateway that runs on {@code system} is to be asked from now on. */
    static void install(ClassicActorSystemProvider system, Supplier<Readiness> readiness) {
        Source.ID.get(system).readiness = readiness;
    }

    /** False until there is a gateway, and as long as it is not ready. */
    @Override
    public CompletionStage<Boolean> get() {
        Supplier<Readiness> readiness = Source.ID.get(system).readiness;
        return CompletableFuture.completedFuture(
                readiness != null && readiness.get().ready());
    }

    /** Where an actor system keeps it. */
    private static final class Source implements Extension {
        private static final AbstractExtensionId<Source> ID = new AbstractExtensionId<>() {
            @Override
            public Source createExtension(ExtendedActorSystem system) {
                return new Source();
            }
        };

        private volatile Supplier<Readiness> readiness;
    }
}
