package io.talkoo.engine.internal.cluster;

import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * A node as the cluster knows it.
 *
 * @param name of {@code node.name}; its address where an application's own actor system does not tell it
 * @param roles without the name; an application's own actor system that has none of ours has them all
 * @param reachable whether it answers the others
 */
public record ClusterMember(UniqueAddress id, String name, Set<String> roles, MemberStatus status, boolean reachable) {

    private static final Set<String> ALL_ROLES =
            Arrays.stream(Role.values()).map(Role::toString).collect(Collectors.toUnmodifiableSet());

    static ClusterMember of(Member member, boolean reachable) {
        Set<String> roles = new TreeSet<>(member.getRoles());
        String name = roles.stream()
                .filter(role -> role.startsWith(ActorSystemConfig.NAME_ROLE))
                .findFirst()
                .orElse(null);
        roles.removeIf(role -> role.equals(name) || role.startsWith("dc-"));
        if (ALL_ROLES.stream().noneMatch(roles::contains)) {
            roles.addAll(ALL_ROLES);
        }
        return new ClusterMember(
                member.uniqueAddress(),
                name == null ? place(member.uniqueAddress()) : name.substring(ActorSystemConfig.NAME_ROLE.length()),
                Set.copyOf(roles),
                member.status(),
                reachable);
    }

    /** {@code host:port}. */
    public String place() {
        return place(id);
    }

    static String place(UniqueAddress id) {
        return place(id.address());
    }

    /** {@code host:port} of an address. */
    public static String place(Address address) {
        String hostPort = address.hostPort();
        return hostPort.substring(hostPort.indexOf('@') + 1);
    }

    /** A member with all rights, or one that is about to lose them. */
    boolean counts() {
        return status == MemberStatus.up() || status == MemberStatus.leaving();
    }

    boolean isUp() {
        return status == MemberStatus.up();
    }

    boolean has(Role role) {
        return roles.contains(role.toString());
    }

    /** For the log: {@code node b (10.0.0.2:7625)}. */
    @Override
    public String toString() {
        return "node " + name + " (" + place() + ")";
    }
}
