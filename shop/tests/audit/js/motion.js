// Under "reduce motion" nothing takes longer than 10 ms.
() => {
  const longest = (text) => Math.max(...text.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 1 : 1000)));
  return [...document.querySelectorAll("*")]
    .filter((element) => {
      const style = getComputedStyle(element);
      const turns = style.animationName !== "none" && longest(style.animationDuration) > 10;
      return turns || longest(style.transitionDuration) > 10;
    })
    .map((element) => element.outerHTML.slice(0, 100));
};
