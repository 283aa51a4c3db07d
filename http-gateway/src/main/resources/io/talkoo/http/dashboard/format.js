// Numbers, times and spans as people read them.

const COUNT = new Intl.NumberFormat("en");
const RATE = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });
const EXACT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

export const count = number => COUNT.format(number);
export const perSecond = rate => `${RATE.format(rate)}/s`;
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** "3 min. ago", "in 2 hr." */
export function relative(instant, now = Date.now()) {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return seconds === 0 ? "now" : RELATIVE.format(Math.trunc(seconds / size), unit);
}

/** Local time with its zone, and the milliseconds that logs have. */
export const exact = instant => `${EXACT.format(new Date(instant))} (${instant})`;

/** A span in seconds: "340 ms", "1.2 s", "3 min 20 s". */
export function span(seconds) {
  if (seconds == null) {
    return "–";
  }
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  }
  if (seconds < 60) {
    return `${RATE.format(seconds)} s`;
  }
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)];
  const given = hours ? [[count(hours), "h"], [minutes, "min"]] : [[minutes, "min"], [rest, "s"]];
  return given.filter(([amount]) => amount).map(([amount, unit]) => `${amount} ${unit}`).join(" ");
}

/** Seconds from one instant to the other; null as long as one is missing. */
export const between = (from, to) => (from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null);
