// Thumbnails and arrow keys move the pictures without moving the page; the picture in view marks its thumbnail.
export default function gallery(element) {
  const strip = element.querySelector(".gallery__pictures");
  const pictures = [...strip.children];
  const thumbs = [...element.querySelectorAll(".gallery__thumb")];
  if (thumbs.length !== pictures.length) return;

  let shown = 0;
  const mark = (index) => {
    shown = index;
    thumbs.forEach((thumb, at) => (at === index ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current")));
  };
  const move = (index) => {
    strip.scrollTo({ left: pictures[index].offsetLeft - strip.offsetLeft });
    mark(index);
  };

  thumbs.forEach((thumb, index) =>
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      move(index);
    }),
  );

  element.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.closest("dialog")) return;
    event.preventDefault();
    const next = Math.min(Math.max(shown + step, 0), pictures.length - 1);
    const links = event.target.closest(".gallery__thumbs") ? thumbs : pictures.map((picture) => picture.querySelector("a"));
    links[next]?.focus({ preventScroll: true });
    move(next);
  });

  strip.addEventListener("scroll", () => {
    const middle = strip.scrollLeft + strip.clientWidth / 2;
    const index = pictures.findIndex(({ offsetLeft, offsetWidth }) => offsetLeft - strip.offsetLeft + offsetWidth > middle);
    if (index >= 0) mark(index);
  }, { passive: true });
}
