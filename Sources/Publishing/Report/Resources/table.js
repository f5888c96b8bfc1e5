// Tables that sort by any column, are filtered, and are saved. A column: { name, value(row) to sort by, cell(row) to show,
// number, unit }. Where a table is longer than paper takes, `file` names the one of the plan folder that holds all of it.
const firstRows = 30;

function table(box, columns, rows, { expand, file, onPaper = 28 } = {}) {
  if (!rows.length) { box.replaceChildren(h("p", { class: "nothing" }, word("nothing"))); return; }
  let sorted = rows, kept = null, column = -1, descending = false, all = rows.length <= firstRows + 5;
  const body = h("tbody");
  const compare = (a, b) => {
    const [p, q] = [columns[column].value(a), columns[column].value(b)];
    if (p == null || q == null) return (p == null) - (q == null);
    return typeof p === "number" ? p - q : String(p).localeCompare(String(q), locale(), { numeric: true });
  };
  const heads = columns.map((c, i) => h("th", { scope: "col", class: c.number ? "number" : null }, button(c.name, () => {
    descending = column === i ? !descending : Boolean(c.number);
    column = i;
    sorted = [...rows].sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
    heads.forEach((head, j) => { if (j === i) head.setAttribute("aria-sort", descending ? "descending" : "ascending"); else head.removeAttribute("aria-sort"); });
    fill();
  })));
  const more = button(word("showAll", count(rows.length)), () => { all = true; fill(); }, { class: "more" });
  const told = h("p", { class: "told" });
  const fill = () => {
    const wanted = kept ? sorted.filter((row) => kept.has(row)) : sorted, shown = all || kept ? wanted : wanted.slice(0, firstRows);
    body.replaceChildren(...shown.flatMap((row, i) => rowsOf(row, i >= onPaper)));
    more.hidden = all || Boolean(kept);
    // On paper a table is whole, or says what is left out and where it is.
    const printed = Math.min(shown.length, onPaper);
    told.textContent = printed < rows.length ? word("printedRows", count(printed), count(rows.length), file ?? "plan.gpkg") : "";
  };
  const rowsOf = (row, isBeyond) => {
    const line = h("tr", { class: isBeyond ? "beyond" : null }, columns.map((c, i) => h(i ? "td" : "th", { scope: i ? null : "row", class: c.number ? "number" : c.long ? "long" : null }, c.cell(row))));
    if (!expand) return [line];
    const inner = h("tr", { class: "inner", hidden: true }, h("td", { colspan: columns.length + 1 }));
    const toggle = button("▸", () => {
      inner.hidden = !inner.hidden;
      toggle.setAttribute("aria-expanded", String(!inner.hidden));
      toggle.textContent = inner.hidden ? "▸" : "▾";
      if (!inner.hidden && !inner.firstChild.hasChildNodes()) inner.firstChild.append(expand(row));
    }, { class: "toggle", "aria-expanded": "false", "aria-label": word("stops") });
    line.append(h("td", { class: "end" }, toggle));
    return [line, inner];
  };
  fill();
  const name = nameOf(box), save = saveButton("CSV", name, () => saveCSV(box.id || "stops", [columns.map((c) => (c.unit ? `${c.name} (${c.unit})` : c.name)), ...(kept ? sorted.filter((row) => kept.has(row)) : sorted).map((row) => columns.map((c) => asData(c, row)))]));
  box.replaceChildren(
    h("div", { class: "tools" }, rows.length > 8 ? filterField(columns, rows, name, (found) => { kept = found; fill(); }) : null, save),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name }, h("table", {}, h("thead", {}, h("tr", {}, heads, expand ? h("td") : null)), body)), more, told);
}

// What is written over a table.
function nameOf(box) {
  const head = box.closest("figure, .card")?.querySelector("figcaption, h3") ?? box.previousElementSibling ?? box.closest("section")?.querySelector("h2");
  return head?.textContent.trim() || word("stops");
}

const textOf = (cell) => (cell == null ? "" : typeof cell === "object" ? cell.textContent : String(cell));
// Numbers stay numbers in a file, whatever they are shown as.
const asData = (column, row) => (column.number ? column.value(row) : textOf(column.cell(row)));

// Hands on the rows in which every word that is typed stands; null keeps all.
function filterField(columns, rows, name, keep) {
  let texts = null;
  return h("input", { type: "search", class: "filter", placeholder: word("filter"), "aria-label": `${word("filter")}: ${name}`, input: (event) => {
    texts ??= new Map(rows.map((row) => [row, columns.map((c) => textOf(c.cell(row))).join(" ").toLowerCase()]));
    const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    keep(wanted.length ? new Set(rows.filter((row) => wanted.every((part) => texts.get(row).includes(part)))) : null);
  } });
}
