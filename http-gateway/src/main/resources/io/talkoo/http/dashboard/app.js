// The frame around the pages: navigation, switches, the banner, and which page is shown.
import { post } from "./api.js";
import { html, nothing, render } from "./lit-html.js";
import { follow, isFollowing } from "./live.js";
import { place } from "./router.js";
import { identify, limits } from "./session.js";
import { themeSwitch } from "./theme.js";
import { act } from "./parts/act.js";
import { login } from "./parts/login.js";
import { empty, loading, refused } from "./parts/notice.js";
import { complain } from "./parts/toast.js";
import { overview } from "./pages/overview.js";
import { tasks } from "./pages/tasks.js";
import { task } from "./pages/task.js";
import { workflows } from "./pages/workflows.js";
import { workflow } from "./pages/workflow.js";
import { queues } from "./pages/queues.js";
import { schedules } from "./pages/schedules.js";
import { failures } from "./pages/failures.js";
import { cluster } from "./pages/cluster.js";

/** By the first part of the address: without more of it, and with. Each is given the place and what draws it. */
const PAGES = {
  "": { title: "Overview", list: overview },
  tasks: { title: "Tasks", list: tasks, one: task },
  workflows: { title: "Workflows", list: workflows, one: workflow },
  queues: { title: "Queues", list: queues },
  schedules: { title: "Schedules", list: schedules },
  failures: { title: "Failures", list: failures },
  cluster: { title: "Cluster", list: cluster },
};

const NOTHING = { name: null, close() {} };
const main = document.getElementById("main");
let shown = NOTHING;
let isLocked = false;

function find({ parts }) {
  const entry = PAGES[parts[0] ?? ""];
  const page = parts.length > 1 ? entry?.one : entry?.list;
  return page ? { title: entry.title, open: page } : null;
}

function open() {
  const here = place();
  const page = find(here);
  const name = here.parts.join("/");
  const isOther = name !== shown.name;
  shown.close();
  if (isOther) {
    render(loading, main);
    markNavigation(here.parts[0] ?? "");
    closeMenu();
  }
  document.title = `${here.parts[1] ?? page?.title ?? "Not found"} · Talkoo`;
  const mine = { name, close() {} };
  shown = mine;
  // What a page began may end when another one is shown.
  const draw = content => { shown === mine && render(content, main); };
  Object.assign(mine, page?.open(here, draw));
  if (!page) {
    draw(empty("There is no such page", html`Begin at the <a href="#/">overview</a>.`));
  }
}

/** Whoever follows a link with the keyboard or by ear goes on at the top of the new page. */
function move() {
  if (isLocked) {
    return;
  }
  const before = shown.name;
  open();
  if (shown.name !== before) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function markNavigation(first) {
  for (const link of document.querySelectorAll("#nav a")) {
    const isHere = link.getAttribute("href") === `#/${first}`;
    isHere ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
}

const menu = document.getElementById("menu");
const closeMenu = () => menu.setAttribute("aria-expanded", "false");
menu.addEventListener("click", () => menu.setAttribute("aria-expanded", menu.getAttribute("aria-expanded") === "false"));

const live = document.getElementById("live");
live.addEventListener("click", () => {
  follow(!isFollowing());
  live.setAttribute("aria-pressed", isFollowing());
});

document.addEventListener("talkoo-connection", ({ detail: isThere }) => {
  render(isThere ? nothing : html`<p>Reconnecting: the node does not answer. What you see may be out of date.</p>`,
    document.getElementById("banner"));
});

const leave = document.getElementById("leave");
const strip = document.getElementById("limits");

/** @param session null is none */
function showSession(session) {
  leave.hidden = !session?.authentication;
  leave.title = session?.id ? `Signed in as ${session.id}` : "";
  const words = session?.id ? limits() : "";
  render(words ? html`<p>Signed in as <strong>${session.id}</strong>. ${words}</p>` : nothing, strip);
}

/** What is offered depends on who looks, so that is asked for first. */
async function enter() {
  try {
    const session = await identify();
    isLocked = false;
    showSession(session);
    open();
  } catch (refusal) {
    isLocked || render(refused(refusal, enter), main);
  }
}

leave.addEventListener("click", event => act(event, async () => {
  await post("/logout");
  lock(false);
}));

function lock(isOver) {
  if (!isLocked) {
    isLocked = true;
    shown.close();
    shown = NOTHING;
    showSession(null);
    render(login(enter, isOver), main);
    main.querySelector("input").focus();
  }
}

document.addEventListener("talkoo-locked", () => lock(shown !== NOTHING));
addEventListener("unhandledrejection", event => complain(event.reason));
themeSwitch(document.getElementById("theme"));
addEventListener("hashchange", move);
enter();
