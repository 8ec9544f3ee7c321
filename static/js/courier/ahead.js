// What comes next at a stop whose last steps are still on this phone.
const ENDS = new Set(["deliver", "fail", "give-back", "hand-back"]);

export const leaves = (step) => ENDS.has(step.step);

// Starting the whole round started this stop too.
const ofParcel = (steps, parcel) => steps.filter((one) => one.parcel === parcel || one.step === "start-round");

export function advance(steps, parcel) {
  const done = ofParcel(steps, parcel);
  if (!done.length) return;
  if (done.some(leaves)) {
    rest();
    return;
  }
  const last = done.at(-1).step.replace("-round", "");
  const next = [...document.querySelectorAll("template[data-ahead]")].find((one) => one.dataset.after === last);
  if (!next) return;
  document.getElementById("step").replaceWith(next.content.cloneNode(true));
  document.querySelector("button[form=step]").textContent = next.dataset.words;
  document.querySelector("[data-fail]")?.removeAttribute("hidden");
  document.querySelector("#step [name=code]")?.scrollIntoView({ block: "center" });
}

// It is done as far as this phone knows.
function rest() {
  document.getElementById("step")?.remove();
  document.querySelector("button[form=step]")?.remove();
  document.querySelector("[data-fail]")?.setAttribute("hidden", "");
  document.querySelector("[data-rest]")?.removeAttribute("hidden");
}
