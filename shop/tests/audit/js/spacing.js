// WCAG 1.4.12: lines 1.5, paragraphs 2, letters .12, words .16. Nothing is cut off and nothing scrolls sideways.
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const root = document.documentElement;
  const faults = [];
  if (root.scrollWidth > root.clientWidth) faults.push(`sideways by ${root.scrollWidth - root.clientWidth} px`);
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const cut = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const hidden = style.clipPath !== "none" || element.clientHeight < 8 || element.closest("svg, [hidden], .u-hidden");
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!cut || hidden || !own) continue;
    if (element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2)
      faults.push(`cut off: ${element.outerHTML.slice(0, 100)}`);
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  return faults;
};
