// Thumbnails move the pictures without moving the page; the picture in view marks its thumbnail.
export default function gallery(element) {
  const strip = element.querySelector(".gallery__pictures");
  const pictures = [...strip.children];
  const thumbs = [...element.querySelectorAll(".gallery__thumb")];
  if (thumbs.length !== pictures.length) return;

  const mark = (index) =>
    thumbs.forEach((thumb, at) => (at === index ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current")));

  thumbs.forEach((thumb, index) =>
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      strip.scrollTo({ left: pictures[index].offsetLeft - strip.offsetLeft });
      mark(index);
    }),
  );

  strip.addEventListener("scroll", () => {
    const middle = strip.scrollLeft + strip.clientWidth / 2;
    const index = pictures.findIndex(({ offsetLeft, offsetWidth }) => offsetLeft - strip.offsetLeft + offsetWidth > middle);
    if (index >= 0) mark(index);
  }, { passive: true });
}
