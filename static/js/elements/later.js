// What is not at hand waits for the first picture of the page instead of holding it up.
const painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

export default function later(load) {
  return () => painted.then(load);
}
