// Keeps "Before you can publish" true while somebody types; the server draws it the same way after every save.
const price = (text) => {
  const bare = text.replace(/[^\d.,]/g, "");
  const decimal = bare.includes(",") && bare.lastIndexOf(",") > bare.lastIndexOf(".") ? bare.replaceAll(".", "").replace(",", ".") : bare.replaceAll(",", "");
  return Number.parseFloat(decimal) || 0;
};

const typed = (form, ending) => [...form.elements].filter((field) => field.name?.endsWith(ending));

const there = {
  title: (form) => form.elements.title?.value.trim() !== "",
  category: (form) => form.elements.category?.value !== "",
  price: (form) => typed(form, "-price").every((field) => price(field.value) > 0),
  picture: (form) => typed(form, "-alt").length > 0 || form.elements.pictures?.files.length > 0,
};

export default function checklist(list) {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const title = document.querySelector(".split__side .card__link");
  const check = () => {
    for (const item of list.querySelectorAll("[data-needs]")) {
      const done = there[item.dataset.needs]?.(form);
      if (done === undefined) continue;
      item.className = done ? "checklist__done" : "checklist__todo";
      item.querySelector("[data-done]").hidden = !done;
      item.querySelector("[data-todo]").hidden = done;
    }
    if (title && form.elements.title.value.trim()) title.textContent = form.elements.title.value;
  };
  form.addEventListener("input", check);
  check();
}
