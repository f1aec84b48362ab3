// Plays the table of sums through time: a slider and a button; the table itself stays for those who do not see the bars.
"use strict";
(() => {
  const figure = document.getElementById("player"), table = document.getElementById("in-time");
  if (!figure || !table) return;
  const steps = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows].map((row) => ({
    name: row.cells[0].textContent,
    cells: [...row.cells].slice(1).map((cell) => ({ value: Number(cell.dataset.value), words: cell.textContent, address: cell.firstElementChild.href })),
  }));
  if (!steps.length || !rows.length) return;
  const top = Math.max(...rows.map((row) => Math.max(...row.cells.map((cell) => cell.value)))) || 1;
  const made = (name, attributes, ...inside) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...inside);
    return node;
  };
  const drawn = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const button = made("button", { type: "button" }, "▶ Play");
  const slider = made("input", { type: "range", min: 0, max: steps.length - 1, value: steps.length - 1, id: "when" });
  const said = made("output", { for: "when" });
  const list = made("ul", { class: "bars" });
  const bars = rows.map((row) => {
    const picture = drawn("svg", { class: "hbar s-" + figure.dataset.stage, viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" });
    const bar = drawn("rect", { width: 0, height: 8 });
    picture.append(bar);
    const link = made("a", { href: "#" }, row.name), words = made("span", { class: "count" });
    list.append(made("li", {}, link, picture, words));
    return { bar, link, words };
  });
  const show = () => {
    const at = Number(slider.value);
    said.textContent = steps[at];
    slider.setAttribute("aria-valuetext", steps[at]);
    rows.forEach((row, k) => {
      bars[k].bar.setAttribute("width", Math.max(0, (100 * row.cells[at].value) / top).toFixed(2));
      bars[k].link.href = row.cells[at].address;
      bars[k].words.textContent = row.cells[at].words;
    });
  };
  let running = 0;
  const stop = () => { clearInterval(running); running = 0; button.textContent = "▶ Play"; };
  const next = () => {
    if (Number(slider.value) >= steps.length - 1) { stop(); return; }
    slider.value = Number(slider.value) + 1;
    show();
  };
  button.addEventListener("click", () => {
    if (running) { stop(); return; }
    if (Number(slider.value) >= steps.length - 1) { slider.value = 0; show(); }
    button.textContent = "❚❚ Pause";
    running = setInterval(next, Math.max(120, Math.min(900, 9000 / steps.length)));
  });
  slider.addEventListener("input", () => { stop(); show(); });
  figure.append(made("p", { class: "controls" }, button, made("label", { for: "when", class: "unseen" }, "Up to"), slider, said), list);
  figure.hidden = false;
  show();
})();
