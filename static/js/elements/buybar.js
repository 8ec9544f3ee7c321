// On phones, price and button stay in reach once the main button has scrolled away.
export default function buybar(bar) {
  const button = document.querySelector(bar.dataset.buybar || ".buy .btn");
  if (!button) return;
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting || entry.boundingClientRect.top > 0;
  }).observe(button);
}
