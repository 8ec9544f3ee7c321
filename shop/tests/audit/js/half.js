// Fill every text field but those that are wrong, and remember what was typed: it has to be there again afterwards.
(name) => {
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) => one.querySelector(`:is([name="${name}"], [name^="${name}-"], [name$="-${name}"]):not([type=hidden])`));
  if (!form) return false;
  const kept = {};
  const wrong = form.querySelector("[aria-invalid=true]") ?? form.querySelector(`[name="${name}"], [name^="${name}-"]`);
  for (const field of form.querySelectorAll("input:not([type]), input[type=text], input[type=email], input[type=tel], textarea")) {
    // Values to add become rows of their own.
    if (field === wrong || field.readOnly || !field.name || field.name.endsWith("_add")) continue;
    field.value = field.type === "email" ? "kept@example.com" : field.inputMode === "decimal" || field.inputMode === "numeric" ? "3" : "Kept words";
    kept[field.name] = field.value;
  }
  wrong.value = "";
  window.auditForm = form;
  window.auditButton = [...form.elements].filter((one) => one.type === "submit" && !one.matches(".u-hidden, [formnovalidate]")).at(-1) ?? null;
  sessionStorage.setItem("audit", JSON.stringify(kept));
  return true;
};
