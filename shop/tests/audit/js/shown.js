// What a printed page has no use for, and shows nevertheless.
() =>
  [...document.querySelectorAll("nav, button, .site-header, .site-footer, .skip")]
    .filter((one) => one.checkVisibility() && getComputedStyle(one).clipPath === "none")
    .map((one) => one.outerHTML.slice(0, 80));
