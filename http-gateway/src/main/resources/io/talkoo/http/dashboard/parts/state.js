// A task's state: a shape, a word and a colour, so that none of them is needed alone.
import { html, svg } from "../lit-html.js";

const SHAPES = {
  PENDING: svg`<circle cx="8" cy="8" r="5"/>`,
  STARTED: svg`<path class="solid" d="M5 3l8 5-8 5z"/>`,
  RETRY: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3.2H9.8"/>`,
  SUCCESS: svg`<path d="M3 8.5l3.5 3.5L13 4.5"/>`,
  FAILURE: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  REVOKED: svg`<circle cx="8" cy="8" r="5.5"/><path d="M4.2 4.2l7.6 7.6"/>`,
};
const CUSTOM = svg`<circle cx="8" cy="8" r="5.5"/><path class="solid" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>`;

export const STATES = Object.keys(SHAPES);

const URGENT_FIRST = ["FAILURE", "REVOKED", "RETRY", "STARTED", "PENDING", "SUCCESS"];

/** How soon somebody should look at it: the lowest first. Words of tasks' own are those of running ones. */
export const urgency = state => URGENT_FIRST.indexOf(SHAPES[state] ? state : "STARTED");

/** The class that brings a state's colours. */
export const tone = state => `state-${SHAPES[state] ? state.toLowerCase() : "custom"}`;

export const shape = state => SHAPES[state] ?? CUSTOM;

export const stateBadge = state => html`
  <span class="badge ${tone(state)}"><svg viewBox="0 0 16 16" aria-hidden="true">${shape(state)}</svg>${state}</span>`;
