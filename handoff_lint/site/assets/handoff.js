/* Filters, facets and the calendar's steps. Without it every page reads as it is: all cards, all months. */
(() => {
  "use strict";

  const matches = (item, name, value) => {
    const held = (item.getAttribute(`data-${name}`) || "").split(" ");
    return !value || held.includes(value) || held.includes("*");
  };

  const filter = (form) => {
    const list = document.querySelector(`[data-hl-list="${form.dataset.hlFilter}"]`);
    const names = [...new Set([...form.elements].map((field) => field.name).filter(Boolean))];
    const items = [...list.querySelectorAll(names.map((name) => `[data-${name}]`).join(","))].filter((item) =>
      item.hasAttribute(`data-${names[0]}`),
    );
    const wanted = new Map();
    for (const field of form.elements) {
      if (field.name) wanted.set(field.name, field.type === "checkbox" ? (field.checked ? field.value : "") : field.value);
    }
    let shown = 0;
    for (const item of items) {
      const fits = [...wanted].every(([name, value]) => matches(item, name, value));
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const column of list.querySelectorAll(".hl-column")) {
      column.hidden = ![...column.querySelectorAll(".hl-card")].some((card) => !card.hidden);
    }
    form.querySelector(".hl-count").textContent = `${shown} of ${items.length} shown`;
    if ([...wanted.values()].some(Boolean)) list.dispatchEvent(new Event("hl-filtered"));
    const address = new URL(location.href);
    for (const [name, value] of wanted) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
    if (location.protocol !== "file:") history.replaceState(history.state, "", address);
  };

  const startFilter = (form) => {
    if (form.dataset.hlReady) return;
    form.dataset.hlReady = "yes";
    form.hidden = false;
    const given = new URL(location.href).searchParams;
    for (const field of form.elements) {
      if (!field.name || !given.has(field.name)) continue;
      if (field.type === "checkbox") field.checked = given.get(field.name) === field.value;
      else if ([...field.options].some((option) => option.value === given.get(field.name))) field.value = given.get(field.name);
    }
    form.addEventListener("change", () => filter(form));
    form.addEventListener("reset", () => setTimeout(() => filter(form)));
    form.addEventListener("submit", (event) => event.preventDefault());
    filter(form);
  };

  const button = (text, act) => {
    const found = document.createElement("button");
    found.type = "button";
    found.className = "hl-step";
    found.textContent = text;
    found.addEventListener("click", act);
    return found;
  };

  const startCalendar = (root) => {
    if (root.dataset.hlReady) return;
    const months = [...root.querySelectorAll(".hl-month")];
    if (!months.length) return;
    root.dataset.hlReady = "yes";
    const weeks = months.flatMap((month) => [...month.querySelectorAll(".hl-week")]);
    const today = root.dataset.today;
    const start = months.findIndex((month) => month.dataset.month >= today.slice(0, 7));
    let at = start < 0 ? months.length - 1 : start;
    let byWeek = false;
    const steps = document.createElement("div");
    steps.className = "hl-steps";
    const title = document.createElement("p");
    title.setAttribute("role", "status");
    title.setAttribute("aria-live", "polite");

    const show = () => {
      const all = byWeek ? weeks : months;
      at = Math.max(0, Math.min(at, all.length - 1));
      const chosen = all[at];
      for (const month of months) month.hidden = byWeek ? !month.contains(chosen) : month !== chosen;
      for (const week of weeks) week.hidden = byWeek && week !== chosen;
      const month = byWeek ? chosen.closest(".hl-month") : chosen;
      title.textContent = month.querySelector("h2").textContent + (byWeek ? `, week ${chosen.dataset.week}` : "");
      title.className = byWeek ? "" : "hl-sr"; // the month's own heading says it already
      before.disabled = at === 0;
      after.disabled = at === all.length - 1;
    };
    const before = button("Earlier", () => { at -= 1; show(); });
    const after = button("Later", () => { at += 1; show(); });
    const view = button("By week", () => {
      const current = byWeek ? months.indexOf(weeks[at].closest(".hl-month")) : at;
      byWeek = !byWeek;
      const inside = weeks.filter((week) => months[current].contains(week));
      const best = inside.find((week) => week.querySelector(".hl-today")) || inside.find((week) => week.querySelector(".hl-sending"));
      at = byWeek ? weeks.indexOf(best || inside[0]) : current;
      view.textContent = byWeek ? "By month" : "By week";
      show();
    });
    const now = button("Today", () => {
      const month = months.findIndex((one) => one.dataset.month >= today.slice(0, 7));
      const week = weeks.findIndex((one) => one.querySelector(".hl-today"));
      at = byWeek && week >= 0 ? week : byWeek ? at : month < 0 ? months.length - 1 : month;
      show();
    });
    for (const link of document.querySelectorAll("[data-hl-jump]")) link.hidden = true;
    steps.append(before, now, after, view, title);
    root.before(steps);
    show();
    // A filter that leaves nothing in sight goes on to the first month or week that holds something.
    root.addEventListener("hl-filtered", () => {
      const all = byWeek ? weeks : months;
      const isFilled = (part) => part.querySelector(".hl-sending:not([hidden])");
      const filled = isFilled(all[at]) ? at : all.findIndex(isFilled);
      if (filled < 0 || filled === at) return;
      at = filled;
      show();
    });
  };

  // Material puts wide tables into boxes that scroll, which a keyboard must be able to reach.
  const reachTables = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", reachTables);

  // Material's button for the menu is a label, which no keyboard reaches.
  const reachMenu = () => {
    const menu = document.querySelector('.md-header label[for="__drawer"]');
    const drawer = document.querySelector("#__drawer");
    if (!menu || !drawer || menu.tabIndex === 0) return;
    menu.tabIndex = 0;
    menu.setAttribute("role", "button");
    menu.setAttribute("aria-label", "Menu");
    const tell = () => menu.setAttribute("aria-expanded", String(drawer.checked));
    drawer.addEventListener("change", tell);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation(); // Material clicks on labels too, but for Enter only
      drawer.click();
    });
    tell();
  };

  const start = () => {
    document.querySelectorAll("[data-hl-months]").forEach(startCalendar);
    document.querySelectorAll("form[data-hl-filter]").forEach(startFilter);
    requestAnimationFrame(reachTables);
    reachMenu();
  };
  // Material exchanges the page without loading it anew where instant navigation is on.
  if (window.document$ && typeof window.document$.subscribe === "function") window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
