// A table of plain fields: Enter and the arrows move between the cells, as in a spreadsheet.
(() => {
  const steps = { Enter: [1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  document.querySelector("[data-cells]")?.addEventListener("keydown", (event) => {
    const field = event.target, step = steps[event.key];
    if (!step || field.tagName !== "INPUT") return;
    const inside = event.key === "ArrowLeft" ? field.selectionStart > 0 : event.key === "ArrowRight" && field.selectionEnd < field.value.length;
    if (inside) return;
    const cell = field.closest("td"), row = cell.parentElement;
    const target = row.parentElement.rows[row.sectionRowIndex + step[0]]?.cells[cell.cellIndex + step[1]]?.querySelector("input");
    event.preventDefault();
    if (target) { target.focus(); target.select(); }
  });
})();
