// Says something politely to a screen reader: the region is in base.html.
export function announce(words) {
  const region = document.getElementById("announcer");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => (region.textContent = words), 50);
}
