// Whatever can take the focus shows that it has it, and no sticky bar lies over it (WCAG 2.4.7, 2.4.11).
() => {
  const asked = "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']";
  const parts = (element) => [element, element.parentElement, element.closest("label, li, article"), element.nextElementSibling];
  const look = (element) =>
    parts(element).filter(Boolean).flatMap((one) => [null, "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(one, pseudo);
      const ring = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 ? "" : `${style.outlineWidth} ${style.outlineColor}`;
      return [ring, style.boxShadow, style.borderColor].join("|");
    })).join("\n");
  const covered = (element) => {
    const label = element.labels?.[0];
    const box = (label ?? element).getClientRects()[0];
    if (!box) return false;
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    return !points.some(([x, y]) => {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return top && (element.contains(top) || top.contains(element) || label?.contains(top) || top.closest("label")?.control === element);
    });
  };
  const faults = [];
  for (const element of document.querySelectorAll(asked)) {
    if (element.matches(":disabled, [tabindex='-1']") || !element.checkVisibility({ visibilityProperty: true })) continue;
    document.activeElement?.blur();
    const before = look(element);
    element.focus({ focusVisible: true });
    if (document.activeElement !== element) continue;
    const words = element.outerHTML.replace(/\s+/g, " ").slice(0, 100);
    if (look(element) === before) faults.push(`no ring: ${words}`);
    else if (covered(element)) faults.push(`covered: ${words}`);
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
  return faults;
};
