// On phones, price and button stay in reach once the main button has scrolled away.
export default function buybar(bar) {
  const button = document.querySelector(bar.dataset.buybar || ".buy .btn");
  if (!button) return;
  // The watched area reaches far below the window: the button leaves it only at the top.
  const watch = ([entry]) => (bar.hidden = entry.isIntersecting);
  new IntersectionObserver(watch, { rootMargin: "0px 0px 1000000px 0px" }).observe(button);
}
