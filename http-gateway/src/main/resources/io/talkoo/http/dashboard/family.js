// The tasks of one root as a graph: each behind its parent, and behind all of a group where the parent is one.

/** @param tasks as the list gives them */
export function family(tasks) {
  const ids = new Set(tasks.map(task => task.id));
  const parents = new Set(tasks.map(task => task.parentId));
  const lastOf = groupId => {
    const members = tasks.filter(task => task.groupId === groupId);
    const ends = members.filter(member => !parents.has(member.id));
    return ends.length ? ends : members;
  };
  const edges = tasks.filter(task => task.parentId).flatMap(task => (ids.has(task.parentId)
    ? [[task.parentId, task.id]]
    : lastOf(task.parentId).map(member => [member.id, task.id])));
  const oldestFirst = [...tasks].reverse();
  return { nodes: oldestFirst.map(({ id, name, state }) => ({ id, name, state })), edges };
}
