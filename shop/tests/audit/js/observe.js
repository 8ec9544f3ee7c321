// Before anything of a page: keep what the browser says about its speed.
(() => {
  const kept = (window.auditKept = { lcp: 0, cls: 0, tbt: 0, inp: 0, shifted: [] });
  const observe = (type, each, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
  observe("largest-contentful-paint", (entry) => (kept.lcp = entry.startTime));
  observe("longtask", (entry) => (kept.tbt += Math.max(0, entry.duration - 50)));
  observe("event", (entry) => (kept.inp = Math.max(kept.inp, entry.duration)), { durationThreshold: 16 });
  observe("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    kept.cls += entry.value;
    for (const { node } of entry.sources) kept.shifted.push(`${entry.value.toFixed(4)} ${node?.className || node?.nodeName}`);
  });
})();
