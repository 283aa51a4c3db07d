"use strict";

const POLL_MILLIS = 400;

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(form);
  });
}

async function run(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  show(form, "waiting", "Submitting …");
  draw(form, null);
  try {
    const fields = new URLSearchParams(new FormData(form));
    const { result_id: id } = await call(form.action, { method: "POST", body: fields });
    show(form, "waiting", "Submitted …");
    finish(form, await follow(form, id));
  } catch (error) {
    show(form, "failed", error instanceof TypeError ? "The server does not answer." : error.message);
  } finally {
    button.disabled = false;
  }
}

/** Asks until the task is ready. A server that is being started again knows the task afterwards, so that is waited for. */
async function follow(form, id) {
  for (;;) {
    try {
      const outcome = await call(`/tasks/result/${encodeURIComponent(id)}`);
      if (outcome.ready) {
        return outcome;
      }
      draw(form, outcome.value);
      show(form, "waiting", outcome.value ? steps(outcome.value) : "Running …");
    } catch (error) {
      if (!(error instanceof TypeError)) {
        throw error;
      }
      show(form, "waiting", "The server does not answer, trying again …");
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
}

/** The answer as an object; what the server refuses is an Error in its words, no answer at all is a TypeError. */
async function call(path, request) {
  const response = await fetch(path, request);
  const body = await response.json().catch(() => ({ error: `The server answered ${response.status}.` }));
  if (!response.ok) {
    throw new Error(body.error);
  }
  return body;
}

function finish(form, { successful, value, error }) {
  if (!successful) {
    show(form, "failed", error);
  } else if (isProgress(value)) {
    draw(form, value);
    show(form, "done", `Done: ${steps(value)}`);
  } else {
    show(form, "done", value === null ? "Done" : `Result: ${value}`);
  }
}

function show(form, state, text) {
  const output = form.querySelector("output");
  output.className = state;
  output.textContent = text;
}

function draw(form, value) {
  const bar = form.querySelector("progress");
  if (bar) {
    bar.hidden = !isProgress(value);
    bar.value = value?.current ?? 0;
    bar.max = value?.total ?? 1;
  }
}

function isProgress(value) {
  return value !== null && typeof value === "object" && "total" in value;
}

function steps({ current, total }) {
  return `${current} of ${total} steps`;
}
