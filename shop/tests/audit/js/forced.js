// In forced colours backgrounds and shadows are gone: a button or field needs a border to be seen as one.
() => {
  const edges = ["Top", "Right", "Bottom", "Left"];
  const bordered = (element) => {
    const style = getComputedStyle(element);
    const drawn = edges.some((edge) => style[`border${edge}Style`] !== "none" && parseFloat(style[`border${edge}Width`]) > 0);
    return drawn || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && getComputedStyle(element).clipPath === "none";
  const looksLikeALink = (element) => getComputedStyle(element).textDecorationLine.includes("underline");
  return [...document.querySelectorAll("button, .button, input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), select, textarea")]
    .filter(shown)
    .filter((element) => !bordered(element) && !looksLikeALink(element) && !bordered(element.parentElement))
    .map((element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 100));
};
