package io.talkoo.http.cli.remote;

import io.talkoo.protocol.WorkflowStatus.Node;
import java.util.ArrayList;
import java.util.List;

/** A workflow as its parts below each other. */
final class Tree {
    private final boolean colours;
    private final List<String> lines = new ArrayList<>();

    Tree(boolean colours) {
        this.colours = colours;
    }

    List<String> lines(Node root) {
        lines.add(label(root));
        children(root, "");
        return lines;
    }

    private void children(Node node, String indent) {
        for (int i = 0; i < node.children().size(); i++) {
            Node child = node.children().get(i);
            boolean isLast = i == node.children().size() - 1;
            lines.add(indent + (isLast ? "└─ " : "├─ ") + label(child));
            children(child, indent + (isLast ? "   " : "│  "));
        }
    }

    private String label(Node node) {
        Cell state = Cell.state(node.state());
        String what = node.name() == null ? node.kind() : node.name();
        String id = node.id() == null ? "" : "  " + Plain.line(node.id());
        return Plain.line(what) + "  " + state.padded(state.width(), colours) + id;
    }
}
