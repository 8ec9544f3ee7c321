// Empty when what has the focus shows it and nothing lies over it; else what is wrong.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.tagName === "MAIN") return "";
  const label = element.labels?.[0];
  const marked = [element, label, element.parentElement, element.closest("label, li, article"), element.nextElementSibling]
    .filter(Boolean)
    .flatMap((one) => [null, "::before", "::after"].map((pseudo) => getComputedStyle(one, pseudo)))
    .some((style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow.includes("px 0px 3px"));
  const words = element.outerHTML.replace(/\s+/g, " ").slice(0, 100);
  if (!marked) return `no ring: ${words}`;
  const box = (label ?? element).getClientRects()[0];
  const within = (x, y) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (element.contains(top) || top.contains(element) || label?.contains(top) || top.closest("label")?.control === element);
  };
  return [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(([x, y]) => within(x, y)) ? "" : `covered: ${words}`;
};
