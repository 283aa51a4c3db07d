// What a button does: it cannot be pressed twice meanwhile, and a refusal is shown.
import { complain } from "./toast.js";

/** Runs `work`; completes with whether it went well. */
export async function act(event, work) {
  const button = event.currentTarget;
  button.disabled = true;
  try {
    await work();
    return true;
  } catch (refusal) {
    complain(refusal);
    return false;
  } finally {
    button.disabled = false;
  }
}
