// Places for the nodes of a directed graph, in columns from left to right.

import { urgency } from "./parts/state.js";

const WIDTH = 186;
const HEIGHT = 46;
const ACROSS = 40;
const DOWN = 14;
const MOST_ALIKE = 8;
const SHOWN_ALIKE = 5;

const group = (items, keyOf) => items.reduce((all, item) => {
  const key = keyOf(item);
  return all.set(key, [...(all.get(key) ?? []), item]);
}, new Map());

const neighbours = (edges, side) => group(edges, edge => edge[side]);

/** Many nodes that stand at the same place become a few and one that counts the rest. */
function folded({ nodes, edges }) {
  const before = neighbours(edges, 1);
  const after = neighbours(edges, 0);
  const ids = (list, side) => (list ?? []).map(edge => edge[side]).sort().join();
  const alike = group(nodes, node => `${node.name}|${ids(before.get(node.id), 0)}|${ids(after.get(node.id), 1)}`);
  const gone = new Map();
  const kept = [...alike.values()].flatMap(list => {
    if (list.length <= MOST_ALIKE) {
      return list;
    }
    const urgentFirst = list.toSorted((one, other) => urgency(one.state) - urgency(other.state));
    const rest = urgentFirst.slice(SHOWN_ALIKE);
    const more = { id: `more-${rest[0].id}`, name: list[0].name, more: rest };
    rest.forEach(node => gone.set(node.id, more.id));
    return [...urgentFirst.slice(0, SHOWN_ALIKE), more];
  });
  const ends = edges.map(edge => edge.map(id => gone.get(id) ?? id).join(" "));
  return { nodes: kept, edges: [...new Set(ends)].map(ends => ends.split(" ")) };
}

/** How many steps a node is behind the first. A loop, which faulty data may hold, is cut where it closes. */
function depths(nodes, before) {
  const known = new Map();
  const depth = id => {
    if (!known.has(id)) {
      known.set(id, 0);
      known.set(id, Math.max(-1, ...(before.get(id) ?? []).map(([from]) => depth(from))) + 1);
    }
    return known.get(id);
  };
  nodes.forEach(node => depth(node.id));
  return known;
}

/** A line past a column gets a place of its own in it, so that it runs behind no node; lines to one node share it. */
function passing({ nodes, edges }, known) {
  const passed = new Map();
  const steps = edges.flatMap(([from, to]) => {
    const between = Array.from({ length: Math.max(0, known.get(to) - known.get(from) - 1) }, (_, step) => {
      const depth = known.get(from) + step + 1;
      const id = `past-${depth}-${to}`;
      known.set(id, depth);
      passed.set(id, { id, name: "", isPassed: true });
      return id;
    });
    const stations = [from, ...between, to];
    return stations.slice(1).map((station, at) => `${stations[at]} ${station}`);
  });
  return { nodes: [...nodes, ...passed.values()], edges: [...new Set(steps)].map(ends => ends.split(" ")) };
}

/** The middle of those before a node, so that lines cross little. */
function heightWanted(node, before, placed) {
  const heights = (before.get(node.id) ?? []).map(([from]) => placed.get(from)?.y).filter(y => y !== undefined);
  return heights.length ? heights.reduce((sum, y) => sum + y, 0) / heights.length : 0;
}

/**
 * @param graph `{ nodes: [{ id, name, … }], edges: [[id, id], …] }`
 * @return `{ width, height, nodes, lines }`: the nodes with `x`, `y`, `width` and `height`, the lines with `from` and `to`; where
 *   a node `isPassed` there is only a line
 */
export function layout(graph) {
  const shown = folded(graph);
  const depth = depths(shown.nodes, neighbours(shown.edges, 1));
  const { nodes, edges } = passing(shown, depth);
  const before = neighbours(edges, 1);
  const columns = [...group(nodes, node => depth.get(node.id))].sort(([one], [other]) => one - other);
  const height = Math.max(0, ...columns.map(([, column]) => column.length * (HEIGHT + DOWN) - DOWN));
  const placed = new Map();
  for (const [at, column] of columns) {
    const top = (height - column.length * (HEIGHT + DOWN) + DOWN) / 2;
    column
      .map(node => ({ node, wanted: heightWanted(node, before, placed) }))
      .sort((one, other) => one.wanted - other.wanted)
      .forEach(({ node }, row) => placed.set(node.id,
        { ...node, x: at * (WIDTH + ACROSS), y: top + row * (HEIGHT + DOWN), width: WIDTH, height: HEIGHT }));
  }
  const lines = edges.map(([from, to]) => ({ from: placed.get(from), to: placed.get(to) })).filter(line => line.from && line.to);
  return { width: columns.length * (WIDTH + ACROSS) - ACROSS, height, nodes: [...placed.values()], lines };
}
