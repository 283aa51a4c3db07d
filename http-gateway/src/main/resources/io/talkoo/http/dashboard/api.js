// Calls to the node that served this page.

/** What the node refused, with the words of its problem; status 0 is a node that did not answer. */
export class Refusal extends Error {
  constructor({ status, title, detail }) {
    super(detail);
    Object.assign(this, { status, title, detail });
  }
}

/** Numbers stay as they were written, also those that JavaScript cannot hold: for arguments and results. */
function exactly(key, value, context) {
  return typeof value === "number" && context && JSON.rawJSON && String(value) !== context.source
    ? JSON.rawJSON(context.source)
    : value;
}

export const parseExactly = text => JSON.parse(text, exactly);

async function problem(response) {
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  return isProblem
    ? new Refusal(await response.json())
    : new Refusal({ status: response.status, title: `Status ${response.status}`, detail: response.statusText });
}

async function send(path, options) {
  try {
    return await fetch(path, { credentials: "same-origin", ...options });
  } catch (e) {
    throw new Refusal({ status: 0, title: "No answer", detail: "The node does not answer. Is it running?" });
  }
}

/** Throws what a response that is none of the wanted ones says. */
async function refuse(response, path) {
  const refusal = await problem(response);
  if (refusal.status === 401 && path !== "/login") {
    document.dispatchEvent(new CustomEvent("talkoo-locked"));
  }
  throw refusal;
}

async function call(method, path, body, parse = JSON.parse) {
  const options = body === undefined
    ? { method }
    : { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await send(path, options);
  if (!response.ok) {
    await refuse(response, path);
  }
  const text = await response.text();
  return text === "" ? null : parse(text);
}

export const get = (path, parse) => call("GET", path, undefined, parse);

/** Throws what a call would be refused with; of what is there only the head is read. */
export async function probe(path) {
  const head = new AbortController();
  try {
    const response = await send(path, { signal: head.signal });
    response.ok || await refuse(response, path);
  } finally {
    head.abort();
  }
}

/** Whether a refusal passes by itself: the node is away, or has too much to do. */
export const passes = ({ status }) => status === 0 || status === 429 || status === 503;

export const post = (path, body = {}) => call("POST", path, body);
export const remove = path => call("DELETE", path);

/** A path with a query, without what is null or empty. */
export function at(path, query) {
  const given = Object.entries(query).filter(([, value]) => value != null && value !== "");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

/** A path made of parts that may hold anything. */
export const path = (...parts) => "/" + parts.map(encodeURIComponent).join("/");
