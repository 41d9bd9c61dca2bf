"use strict";
document.documentElement.className = "js";
document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // Each person's part is shut until asked for; without this script all are open.
  const people = all("details.person");
  people.forEach((person) => { person.open = false; person.dataset.ready = ""; });
  const openTarget = () => {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    const person = target && target.closest("details.person");
    if (person) { person.hidden = false; person.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", openTarget);
  openTarget();
  all("a[href^='#']").forEach((link) => link.addEventListener("click", () => {
    if (link.hash === location.hash) openTarget();
  }));
  all("tr[data-open]").forEach((row) => row.addEventListener("click", (event) => {
    if (!event.target.closest("a, button") && !String(getSelection())) location.hash = row.dataset.open;
  }));

  // Search and filters: a row stays when the words stand in it or in the person's part.
  const tools = byId("tools");
  const rows = all(".list tbody tr");
  const partOf = (row) => row.dataset.open && byId(row.dataset.open);
  const words = new Map();
  const wordsOf = (row) => {
    if (!words.has(row)) words.set(row, (row.textContent + " " + (partOf(row)?.textContent ?? "")).toLowerCase());
    return words.get(row);
  };
  const filter = () => {
    const wanted = byId("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const moved = byId("moved").value;
    const flag = byId("flag").value;
    let seen = 0;
    rows.forEach((row) => {
      const stays = (!moved || row.dataset.moved === moved) &&
        (!flag || row.dataset.flags.split("|").includes(flag)) &&
        wanted.every((word) => wordsOf(row).includes(word));
      row.hidden = !stays;
      const part = partOf(row);
      if (part) part.hidden = !stays;
      seen += stays;
    });
    byId("seen").textContent = seen + " of " + rows.length + " shown";
  };
  if (tools) {
    tools.addEventListener("input", filter);
    tools.addEventListener("reset", () => setTimeout(filter));
    tools.addEventListener("submit", (event) => event.preventDefault());
  }
  const rule = byId("rule");
  if (rule) rule.addEventListener("input", () => all("#precursor-table tbody tr").forEach((row) => {
    row.hidden = rule.value !== "" && !row.dataset.rules.split(" ").includes(rule.value);
  }));

  // Sort by a column: numbers and dates carry their value in data-v.
  const collator = new Intl.Collator("en-GB", { numeric: true });
  all("table.sortable").forEach((table) => all("thead th", table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const numbers = head.classList.contains("num") || "first" in head.dataset;
      const now = head.getAttribute("aria-sort");
      const down = now ? now === "ascending" : numbers && head.dataset.first !== "up";
      all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
      const body = table.tBodies[0];
      const sorted = [...body.rows].sort((a, b) => collator.compare(value(a), value(b)));
      body.append(...(down ? sorted.reverse() : sorted));
      table.classList.add("sorted");
    });
  }));

  // Print the front and the list, everything, or one person's part.
  const shut = () => people.forEach((person) => { person.open = false; });
  byId("print-list")?.addEventListener("click", () => { shut(); print(); });
  byId("print-all")?.addEventListener("click", () => { people.forEach((person) => { person.open = true; }); print(); });
  all("button.print-one").forEach((button) => button.addEventListener("click", () => {
    const part = button.closest("details.person");
    part.classList.add("printing");
    document.body.classList.add("one");
    print();
    document.body.classList.remove("one");
    part.classList.remove("printing");
  }));
});
