// Buttons and fields are at least `control` high, whatever else can be pressed `any` in both directions (WCAG 2.5.8).
(least) => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length;
  const inText = (element) => {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    return [...(element.closest("p, li, td, th, dd, dt, label, legend, h1, h2, h3, h4, figcaption, address, div")?.childNodes ?? [])]
      .some((node) => node !== element && node.textContent.trim());
  };
  const area = (element) => {
    const after = getComputedStyle(element, "::after");
    const stretched = after.content !== "none" && after.position === "absolute" && element.offsetParent;
    const boxes = [element, stretched || element, ...(element.labels ?? [])].filter(shown).map((one) => one.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
    return [Math.max(...boxes.map((box) => box.right)) - left, Math.max(...boxes.map((box) => box.bottom)) - top];
  };
  const faults = [];
  for (const element of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")) {
    if (!shown(element) || element.matches(":disabled, .skip") || inText(element)) continue;
    const clip = getComputedStyle(element);
    if (clip.clipPath !== "none" && !element.labels?.length) continue;
    const [width, height] = area(element);
    const control = element.matches("button, input, select, textarea, .button") && !element.matches("[type=checkbox], [type=radio]");
    const wanted = control && !inText(element) ? least.control : least.any;
    if (height < wanted - 0.5 || width < least.any - 0.5)
      faults.push(`${Math.round(width)}×${Math.round(height)} under ${wanted}: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 100)}`);
  }
  return faults;
};
