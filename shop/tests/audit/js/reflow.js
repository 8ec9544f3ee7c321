// Nothing makes the page scroll sideways.
() => {
  const root = document.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return [];
  const inOwnScroller = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !inOwnScroller(element),
  );
  return [`${over} px: ${wide.slice(0, 4).map((element) => element.outerHTML.slice(0, 80)).join("; ")}`];
};
