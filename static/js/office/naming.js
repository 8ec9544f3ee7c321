// Select2 draws a box of its own in place of a select and names it by what is chosen alone, so not at all where nothing
// is: the label of the field belongs to its name.
const name = (box) => {
  const select = box.closest(".related-widget-wrapper")?.querySelector("select");
  const label = select?.labels[0];
  if (!label) return;
  label.id ||= `${select.id}_label`;
  box.querySelector("[role=textbox]")?.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby") ?? ""}`.trim());
};

// In jQuery's own queue, behind what Django put there to draw the boxes: the page may be loaded before it is worked off.
addEventListener("load", () => django.jQuery(() => document.querySelectorAll(".select2-selection").forEach(name)));
