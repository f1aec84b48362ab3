// Comfort only: every page works without it.
"use strict";
(() => {
  // A finding and all of its marks light up together.
  const here = (id) => {
    document.querySelectorAll(".here").forEach((e) => e.classList.remove("here"));
    if (!id) return;
    document.getElementById("f-" + id)?.classList.add("here");
    document.querySelectorAll('a.m[href="#f-' + CSS.escape(id) + '"]').forEach((e) => e.classList.add("here"));
  };
  const follow = () => {
    const match = /^#[fs]-([0-9a-f]+)$/.exec(location.hash);
    here(match && match[1]);
  };
  addEventListener("hashchange", follow);
  follow();

  // Filters apply when they are changed.
  document.querySelectorAll("form.filters select").forEach((e) => {
    if (!e.form.dataset.slow) e.addEventListener("change", () => e.form.requestSubmit());
  });

  // Pins are remembered from page to page in this browser; without JavaScript they stand in the address alone.
  const boxes = [...document.querySelectorAll('input[name="p"][type="checkbox"]')], form = document.getElementById("pins");
  const known = () => { try { return JSON.parse(localStorage.getItem("pins")) || []; } catch { return []; } };
  const tell = () => {
    const pins = known();
    document.querySelectorAll("[data-pins]").forEach((e) => { e.textContent = pins.length ? pins.length + " pinned" : ""; });
    document.querySelectorAll('a[href^="/pins"].mine').forEach((e) => { e.href = "/pins" + (pins.length ? "?p=" + pins.join(",") : ""); });
    if (!form || !form.classList.contains("pins")) return;
    form.querySelectorAll('input[type="hidden"]').forEach((e) => e.remove());
    const here = new Set(boxes.map((box) => box.value));
    pins.filter((pin) => !here.has(pin)).forEach((pin) => {
      const input = document.createElement("input");
      input.type = "hidden"; input.name = "p"; input.value = pin;
      form.append(input);
    });
  };
  const remember = (pins) => { try { localStorage.setItem("pins", JSON.stringify([...new Set(pins)].slice(-200))); } catch { /* the address holds them */ } tell(); };
  if (form && form.classList.contains("pins")) {
    const asked = (new URLSearchParams(location.search).getAll("p").join(",")).split(",").filter((pin) => /^[0-9a-z]+$/i.test(pin));
    if (asked.length) remember([...known(), ...asked]);
    boxes.forEach((box) => { box.checked ||= known().includes(box.value); });
  }
  boxes.forEach((box) => box.addEventListener("change", () => {
    remember(box.checked ? [...known(), box.value] : known().filter((pin) => pin !== box.value));
  }));
  tell();

  // "/" goes to the search, j and k walk through findings or rows, as in a mail program.
  const items = [...document.querySelectorAll(".finding > .to, table.commitments td.promise > a")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "/") {
      event.preventDefault();
      (document.getElementById("q") || document.getElementById("quick"))?.focus();
    } else if ((event.key === "j" || event.key === "k") && items.length) {
      const at = items.indexOf(document.activeElement);
      const next = items[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), items.length - 1)];
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    } else {
      const button = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
      if (button) { event.preventDefault(); button.click(); }
    }
  });
})();
