// Scroll to the end in steps, wait for what that loads, and say what was kept.
async () => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await pause(40);
  }
  await Promise.all([...document.images].map((image) => image.complete || image.decode().catch(() => null)));
  await pause(120);
  scrollTo(0, 0);
  return window.auditKept;
};
