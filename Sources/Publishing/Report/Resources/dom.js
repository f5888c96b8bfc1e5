// Elements are built from nodes and text, never from markup: names in a plan cannot become elements.
const $ = (id) => document.getElementById(id);

function h(tag, attributes = {}, ...children) {
  const svg = ["svg", "g", "path", "line", "rect", "circle", "text", "title"].includes(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

const button = (label, action, attributes = {}) => h("button", { type: "button", click: action, ...attributes }, label);
const link = (label, action) => button(label, action, { class: "link" });

// A list of label and value, the value a node or text.
const pairs = (rows) =>
  h("dl", {}, rows.filter(Boolean).map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]));

// A list of nodes; each keeps its separator on its line.
const joined = (nodes) =>
  nodes.map((node, i) => h("span", { class: "keep" }, node, i < nodes.length - 1 ? (language ? ", " : "、") : null)).flatMap((node) => [node, " "]);

function fillWords(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word, plan.days);
  for (const element of root.querySelectorAll("[data-word-label]")) element.setAttribute("aria-label", word(element.dataset.wordLabel));
  for (const element of root.querySelectorAll("[data-word-placeholder]")) element.placeholder = word(element.dataset.wordPlaceholder);
}
