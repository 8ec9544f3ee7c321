// A page that follows something (a delivery, a payment) looks again by itself, but only while somebody looks.
const LEAST_SECONDS = 15;

export default function refresh(element) {
  const seconds = Math.max(Number(element.dataset.refresh) || 60, LEAST_SECONDS);
  setInterval(() => {
    if (document.visibilityState === "visible" && !document.querySelector("dialog[open], :focus:is(input, textarea)")) location.reload();
  }, seconds * 1000);
}
