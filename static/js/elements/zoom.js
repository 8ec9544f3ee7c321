// A picture opens large in a dialog; without scripts its link leads to the large file. Arrows turn over the pictures.
export default function zoom(dialog) {
  const links = [...dialog.parentElement.querySelectorAll("[data-zoom]")];
  const count = dialog.querySelector(".zoom__count");
  if (!dialog.showModal || !links.length) return;

  const picture = new Image();
  dialog.querySelector(".zoom__stage").append(picture);
  let shown = 0;
  const show = (index) => {
    shown = (index + links.length) % links.length;
    picture.src = links[shown].href;
    picture.alt = links[shown].querySelector("img")?.alt ?? "";
    count.textContent = `${shown + 1} / ${links.length}`;
  };

  links.forEach((link, index) =>
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    }),
  );
  dialog.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step) show(shown + Number(step));
    else if (event.target === dialog || event.target === picture) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && links.length > 1) show(shown + step);
  });
}
