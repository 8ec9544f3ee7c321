// Scroll to the end in steps, wait for what that loads, and say what was kept.
async () => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await pause(40);
  }
  // What stands beside the window (in a gallery, say) never comes: no use in waiting longer.
  for (let turns = 0; turns < 10 && ![...document.images].every((image) => image.complete); turns++) await pause(50);
  await pause(120);
  scrollTo(0, 0);
  return window.auditKept;
};
