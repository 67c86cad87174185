"use strict";
// Each filter bar shows itself where scripts run, and hides the rows of its table that do not fit.
for (const bar of document.querySelectorAll("[data-filters]")) {
  const rows = [...document.getElementById(bar.dataset.filters).tBodies[0].rows];
  const controls = [...bar.querySelectorAll("input, select")];
  const fits = (row, control) => {
    const wanted = control.value.trim().toLowerCase();
    if (!wanted) return true;
    if (control.tagName === "INPUT") return row.textContent.toLowerCase().includes(wanted);
    return row.cells[Number(control.dataset.column)].textContent.trim().toLowerCase() === wanted;
  };
  const apply = () => {
    for (const row of rows) row.hidden = !controls.every((control) => fits(row, control));
    const shown = rows.filter((row) => !row.hidden).length;
    bar.querySelector("output").textContent = `${shown} of ${rows.length} rows shown`;
  };
  bar.hidden = false;
  bar.addEventListener("input", apply);
  apply();
}
