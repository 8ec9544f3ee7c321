// What is wrong with how this page tells that something is wrong.
(name) => {
  const faults = [];
  const summary = document.getElementById("error-summary");
  if (!document.title.startsWith("Error: ")) faults.push(`the title is “${document.title}”`);
  if (!summary) return [...faults, "no summary"];
  if (document.activeElement !== summary) faults.push(`the focus is on ${document.activeElement?.outerHTML.slice(0, 60)}`);
  const links = [...summary.querySelectorAll("a")];
  if (!links.length) faults.push("the summary has no link");
  for (const link of links) {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) faults.push(`${link.hash} leads nowhere`);
    else if (!target.matches("input, select, textarea, button, [tabindex], fieldset")) faults.push(`${link.hash} cannot take the focus`);
    const said = [...document.querySelectorAll(".field__error")].some((one) => one.textContent.includes(link.textContent.trim()));
    if (!said) faults.push(`“${link.textContent}” is not said at its field`);
  }
  for (const [field, value] of Object.entries(JSON.parse(sessionStorage.getItem("audit") ?? "{}"))) {
    const shown = document.querySelector(`main form[method=post] [name="${field}"]`)?.value;
    if (shown !== value) faults.push(`${field} lost “${value}”, shows “${shown}”`);
  }
  return faults;
};
