package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the files in {@code deploy} valid, and true to the settings. */
class DeploymentTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/ServiceAccount", ServiceAccount.class,
            "v1/Service", Service.class,
            "rbac.authorization.k8s.io/v1/Role", Role.class,
            "rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "apps/v1/StatefulSet", StatefulSet.class);

    private static final long LEAVING_SECONDS = 30;

    private static Map<Class<?>, Object> manifests() throws IOException {
        Map<Class<?>, Object> manifests = new HashMap<>();
        for (JsonNode document : YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(DEPLOY.resolve("kubernetes/talkoo.yaml").toFile())
                .readAll()) {
            String kind = document.path("apiVersion").textValue() + "/"
                    + document.path("kind").textValue();
            assertThat(KINDS).containsKey(kind);
            Object manifest = YAML.treeToValue(document, KINDS.get(kind));
            assertNothingUnknown(kind, manifest);
            manifests.put(KINDS.get(kind), manifest);
        }
        return manifests;
    }

    /** The model keeps what it does not know among its additional properties. */
    private static void assertNothingUnknown(String where, Object part) {
        if (part instanceof Collection<?> items) {
            for (Object item : items) {
                assertNothingUnknown(where, item);
            }
        } else if (part != null && part.getClass().getPackageName().startsWith("io.fabric8")) {
            for (PropertyDescriptor property : properties(part)) {
                Object value = value(property, part);
                if (property.getName().equals("additionalProperties")) {
                    assertThat((Map<?, ?>) value).as(where).isEmpty();
                } else {
                    assertNothingUnknown(where + "." + property.getName(), value);
                }
            }
        }
    }

    private static PropertyDescriptor[] properties(Object part) {
        try {
            return Introspector.getBeanInfo(part.getClass(), Object.class).getPropertyDescriptors();
        } catch (IntrospectionException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(PropertyDescriptor property, Object part) {
        try {
            return property.getReadMethod() == null
                    ? null
                    : property.getReadMethod().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static PodSpec pod(Map<Class<?>, Object> manifests) {
        return ((StatefulSet) manifests.get(StatefulSet.class))
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static TalkooSettings settings(String profile) {
        return TalkooSettings.from(ConfigFactory.parseResources(profile)
                .withFallback(ConfigFactory.parseString("talkoo.store.url = \"jdbc:postgresql://db/talkoo\"")));
    }

    @Test
    void theManifestsHoldNothingThatKubernetesDoesNotKnow() throws IOException {
        assertThat(manifests()).hasSameSizeAs(KINDS);
    }

    @Test
    void aPodHasThePortsAndTheTimeThatTheSettingsAskFor() throws IOException {
        TalkooSettings settings = settings("kubernetes.conf");
        PodSpec pod = pod(manifests());
        Container container = pod.getContainers().get(0);

        assertThat(container.getPorts().stream()
                        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort)))
                .containsEntry("cluster", settings.cluster().port())
                .containsEntry("management", settings.cluster().management().port());
        long preStop = Long.parseLong(
                container.getLifecycle().getPreStop().getExec().getCommand().get(1));
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isEqualTo(settings.shutdown().drain().toSeconds() + preStop + LEAVING_SECONDS);
        assertThat(container.getArgs()).isEqualTo(List.of("node", "--config", "kubernetes.conf"));
    }

    @Test
    void whoeverStopsANodeWaitsForItsDrain() throws IOException {
        long enough = settings("cluster.conf").shutdown().drain().toSeconds() + LEAVING_SECONDS;

        assertThat(number("TimeoutStopSec=(\\d+)", "systemd/talkoo.service")).isEqualTo(enough);
        assertThat(number("stop_grace_period: (\\d+)s", "docker/compose.yaml")).isEqualTo(enough);
    }

    private static long number(String pattern, String file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(DEPLOY.resolve(file)));
        assertThat(matcher.find()).as(pattern).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
