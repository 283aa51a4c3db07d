// Keeps a page true: loads it, draws it, and loads it again when something happened that concerns it.
import { passes } from "./api.js";
import { atMostEvery, isFollowing, listen } from "./live.js";

/** However much happens, a page is not loaded more often. */
const RELOAD_MILLIS = 1000;

/** Where very much waits, a node counts it anew only every few seconds. */
const SETTLE_MILLIS = 3000;

/**
 * @param load brings what is drawn
 * @param draw given what was loaded, or a Refusal
 * @param stream the events that tell of changes
 * @param concerns whether a task's change matters here
 * @param hears of every task's change, before anything is loaded
 * @param lost told how many changes were not told
 * @param nodes whether changes of the nodes matter here
 * @param settles whether what is loaded may lag behind, so that it is loaded once more after the last change
 * @return an object with `again`, to load at once, and `stop`
 */
export function keep({ load, draw, stream = "/v1/events", concerns = () => true, hears = () => {}, lost = () => {}, nodes = false, settles = false }) {
  let asked = 0;
  let isShown = false;
  let isOver = false;
  let settling = null;

  async function again() {
    const mine = ++asked;
    const answer = await load().catch(refusal => refusal);
    const isRefusal = answer instanceof Error;
    // The banner tells of what passes by itself, and what is shown stays.
    if (!isOver && mine === asked && !(isRefusal && isShown && passes(answer))) {
      isShown = !isRefusal;
      draw(answer);
    }
  }

  const later = atMostEvery(RELOAD_MILLIS, again);

  function changed() {
    if (isFollowing()) {
      later.ask();
      clearTimeout(settling);
      settling = settles ? setTimeout(later.ask, SETTLE_MILLIS) : null;
    }
  }

  const streams = [
    listen(stream, {
      open: later.ask,
      refused: again,
      status: task => { hears(task); concerns(task) && changed(); },
      lost: ({ events }) => { lost(events); changed(); },
    }),
    ...(nodes ? [listen("/v1/cluster/events", { cluster: changed })] : []),
  ];
  document.addEventListener("talkoo-follow", changed);
  again();
  return {
    again,
    stop() {
      isOver = true;
      streams.forEach(stop => stop());
      later.stop();
      clearTimeout(settling);
      document.removeEventListener("talkoo-follow", changed);
    },
  };
}
