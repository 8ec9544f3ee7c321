// What is not at hand waits for the first picture of the page instead of holding it up.
const painted = new Promise((resolve) => new PerformanceObserver(resolve).observe({ type: "paint", buffered: true }));

export default function later(load) {
  return () => painted.then(load);
}

// htmx comes last: it starts by itself only in a page that is complete, and the first large picture goes before it.
const htmx = document.querySelector("meta[name=htmx-source]");
const start = () => import(htmx.content).then(() => htmx.remove());
if (htmx) addEventListener("load", later(() => setTimeout(start, 200)));
