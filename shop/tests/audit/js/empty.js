// Empty every field of the form that holds this one, and remember the form.
(name) => {
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) => one.querySelector(`:is([name="${name}"], [name^="${name}-"], [name$="-${name}"]):not([type=hidden])`));
  if (!form) return false;
  const typed = "input:not([type=hidden], [type=radio], [type=checkbox], [type=file], [type=submit], [readonly]), textarea, select";
  for (const field of form.querySelectorAll(typed)) if (field.tagName !== "SELECT") field.value = "";
  window.auditForm = form;
  window.auditButton = [...form.elements].filter((one) => one.type === "submit" && !one.matches(".u-hidden, [formnovalidate]")).at(-1) ?? null;
  sessionStorage.removeItem("audit");
  return true;
};
