// Where the page is: the part of the address behind #, for example #/tasks?state=FAILURE. It can be shared, and Back works.

/** The place as `{ parts, query }`. */
export function place() {
  const [path, query = ""] = location.hash.replace(/^#/, "").split("?", 2);
  return { parts: path.split("/").filter(Boolean).map(decode), query: Object.fromEntries(new URLSearchParams(query)) };
}

/** An address made by hand may not be well-formed. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text;
  }
}

/** The address of a place; query values that are null or empty are left out. */
export function to(parts, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value != null && value !== "");
  const path = "#/" + parts.map(encodeURIComponent).join("/");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

export function go(parts, query) {
  location.hash = to(parts, query);
}
