// Who is signed in, and what they may do: what is refused anyway is not offered.
import { get } from "./api.js";

let session = { authentication: false, id: null, scopes: [], queues: [], tasks: [] };

const isOne = (name, patterns) => patterns.some(pattern => (pattern.endsWith("*")
  ? name.startsWith(pattern.slice(0, -1))
  : name === pattern));

/** Asks the node; a refusal is thrown. */
export async function identify() {
  session = await get("/session");
  return session;
}

export const mayOperate = () => session.scopes.includes("operate");

/** What is done to a queue is done to all tasks in it, whatever their names. */
export const mayOperateQueue = name => mayOperate() && session.tasks.length === 0
  && (session.queues.length === 0 || isOne(name, session.queues));

const reach = ({ queues, tasks }) => [
  ...(queues.length ? [`the queues ${queues.join(", ")}`] : []),
  ...(tasks.length ? [`the tasks ${tasks.join(", ")}`] : []),
].join(" and ");

/** What the one who is signed in does not see or cannot do, and why; empty for whoever may do everything. */
export const limits = () => [
  ...(mayOperate() ? [] : ["This key looks and changes nothing: it has no scope operate."]),
  ...(reach(session) ? [`This key is kept to ${reach(session)}.`] : []),
].join(" ");
