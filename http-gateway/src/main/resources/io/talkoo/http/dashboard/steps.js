// A workflow's tree as a graph of its tasks: a chain's steps behind each other, a group's members side by side.

/** Every one of `from` before every one of `to`. */
const behind = (from, to) => from.flatMap(one => to.map(other => [one.id, other.id]));

function parts(node) {
  if (node.kind === "task") {
    return { nodes: [node], edges: [], first: [node], last: [node] };
  }
  if (node.kind === "group") {
    return sideBySide(node.children.map(parts));
  }
  const isChord = node.kind === "chord";
  const header = isChord ? [sideBySide(node.children.slice(0, -1).map(parts))] : [];
  return inTurn([...header, ...node.children.slice(isChord ? -1 : 0).map(parts)]);
}

const sideBySide = all => ({
  nodes: all.flatMap(part => part.nodes),
  edges: all.flatMap(part => part.edges),
  first: all.flatMap(part => part.first),
  last: all.flatMap(part => part.last),
});

function inTurn(all) {
  const filled = all.filter(part => part.nodes.length);
  return {
    nodes: filled.flatMap(part => part.nodes),
    edges: filled.flatMap((part, at) => [...part.edges, ...(at ? behind(filled[at - 1].last, part.first) : [])]),
    first: filled[0]?.first ?? [],
    last: filled.at(-1)?.last ?? [],
  };
}

/** @param root of the tree, as a WorkflowStatus has it */
export function steps(root) {
  const { nodes, edges } = parts(root);
  return { nodes: nodes.map(({ id, name, state }) => ({ id, name, state })), edges };
}
