// What a product's page has, in one file.
import answer from "./answer.js";
import buybar from "./buybar.js";
import gallery from "./gallery.js";
import zoom from "./zoom.js";

export default function product(element) {
  if (element.matches("[data-answer]")) answer(element);
  if (element.matches("[data-buybar]")) buybar(element);
  if (element.matches("[data-gallery]")) gallery(element);
  if (element.matches("dialog.zoom")) zoom(element);
}
