// Light or dark: as the system has it, unless the switch says otherwise. The choice stays in this browser.
const CHOICES = ["auto", "light", "dark"];
const KEY = "talkoo-theme";

const chosen = () => CHOICES.find(choice => choice === localStorage.getItem(KEY)) ?? "auto";

function apply(choice) {
  document.documentElement.dataset.theme = choice;
}

/** Makes a button go through the choices. */
export function themeSwitch(button) {
  const show = choice => { button.textContent = `Theme: ${choice}`; };
  show(chosen());
  button.addEventListener("click", () => {
    const next = CHOICES[(CHOICES.indexOf(chosen()) + 1) % CHOICES.length];
    localStorage.setItem(KEY, next);
    apply(next);
    show(next);
  });
}

apply(chosen());
