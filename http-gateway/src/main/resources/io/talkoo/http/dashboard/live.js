// Streams of events that outlive the node's restarts. A page that nobody sees listens to nothing.
import { passes, probe } from "./api.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5000;

const silent = new Set();
let following = true;

/** Whether the pages follow what happens; the switch in the header sets it. */
export const isFollowing = () => following;

export function follow(on) {
  following = on;
  document.dispatchEvent(new CustomEvent("talkoo-follow"));
}

function lost(stream, isLost) {
  const before = silent.size;
  isLost ? silent.add(stream) : silent.delete(stream);
  if ((before === 0) !== (silent.size === 0)) {
    document.dispatchEvent(new CustomEvent("talkoo-connection", { detail: silent.size === 0 }));
  }
}

/**
 * Listens until the function it returns is called.
 *
 * @param handlers by the events' names, each given the event's data; `open` whenever it is listening (again), `refused` with
 *   the Refusal where that is over for good
 * @param parse makes data of an event's text
 */
export function listen(path, { open = () => {}, refused = () => {}, ...handlers }, parse = JSON.parse) {
  const stream = {};
  let source = null;
  let timer = null;
  let pause = FIRST_PAUSE;

  function begin() {
    timer = null;
    source = new EventSource(path);
    source.onopen = () => {
      pause = FIRST_PAUSE;
      lost(stream, false);
      open();
    };
    // A browser gives up after some answers and repeats after others; this is the same for all of them.
    source.onerror = repeat;
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, event => handle(parse(event.data)));
    }
  }

  function repeat() {
    end();
    lost(stream, true);
    timer = setTimeout(ask, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  /** A browser does not tell why a stream ended: a session may be over, or what it was about is gone. */
  async function ask() {
    const mine = timer;
    const refusal = await probe(path).then(() => null, refusal => refusal);
    if (timer !== mine) {
      return;
    }
    if (refusal && !passes(refusal)) {
      end();
      lost(stream, false);
      refused(refusal);
    } else if (refusal) {
      repeat();
    } else {
      begin();
    }
  }

  function end() {
    source?.close();
    source = null;
    clearTimeout(timer);
    timer = null;
  }

  function seen() {
    document.hidden ? end() : source ?? timer ?? begin();
  }

  document.addEventListener("visibilitychange", seen);
  seen();
  return () => {
    document.removeEventListener("visibilitychange", seen);
    end();
    lost(stream, false);
  };
}

/** Calls `work` when asked, but at most once in `millis`, and once more if it was asked for meanwhile. */
export function atMostEvery(millis, work) {
  let timer = null;
  let isWanted = false;

  function run() {
    isWanted = false;
    timer = setTimeout(() => {
      timer = null;
      isWanted && run();
    }, millis);
    work();
  }

  return {
    ask() {
      isWanted = true;
      timer ?? run();
    },
    stop() {
      clearTimeout(timer);
      isWanted = false;
    },
  };
}
