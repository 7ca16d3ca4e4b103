// Fills the table of findings as the filters ask, keeps them in the address, and switches the language.
//
// What must not live here: words, which come with the data (`wording/pages.py`); the making of rows (`report_rows.js`).
"use strict";
(({ KINDS, comparing, data, day, findings, matches, number, speak, text, word }, { detailsOf, headsOf, make, paperOf, rowOf }) => {
  const PAGE_SIZE = 100;
  const TYPING_PAUSE_MS = 150;
  const DEFAULTS = { outcome: "", unit: "", topic: "", clause: "", pack: "", q: "", sort: "person", dir: "ascending", finding: "" };
  const FILTERS = ["outcome", "unit", "topic", "clause", "pack", "q"];
  const SORTS = ["person", "unit", "outcome", "rule", "account", "due_on"];

  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  let lang = root.lang;

  // ---- State, kept in the address -------------------------------------------------------------------------------------

  let state = { ...DEFAULTS };
  let view = [];
  let limit = PAGE_SIZE;
  const open = new Set();

  const readAddress = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    const next = { ...DEFAULTS };
    for (const name of Object.keys(DEFAULTS)) if (given.has(name)) next[name] = given.get(name);
    if (!SORTS.includes(next.sort)) next.sort = DEFAULTS.sort;
    if (next.dir !== "descending") next.dir = DEFAULTS.dir;
    next.outcome = next.outcome.split(",").filter((kind) => KINDS.includes(kind)).join(",");
    // The links of the page name no language, so that following one does not change it.
    return [next, ["vi", "en"].includes(given.get("lang")) ? given.get("lang") : lang];
  };
  const address = (wanted) => {
    const params = new URLSearchParams(lang === data.lang ? {} : { lang });
    for (const [name, value] of Object.entries(wanted)) if (value !== DEFAULTS[name]) params.set(name, value);
    return `#${params}`;
  };
  const writeAddress = () => history.replaceState(null, "", address(state));

  // ---- Drawing ----------------------------------------------------------------------------------------------------------

  const explorer = byId("explorer");
  const rows = byId("rows");
  const more = byId("more");
  let onPaper = false;
  const nodesOf = (finding, at) => {
    const expanded = open.has(finding.index) && !onPaper;
    const below = expanded ? [detailsOf(finding, address)] : onPaper ? [paperOf(finding)] : [];
    return [...headsOf(finding, view[at - 1], state.sort, onPaper), rowOf(finding, expanded, state.sort), ...below];
  };
  const nodesFrom = (start, end) => view.slice(start, end).flatMap((finding, at) => nodesOf(finding, start + at));

  const drawRows = () => rows.replaceChildren(...nodesFrom(0, limit));
  const drawStatus = () => {
    const shown = Math.min(limit, view.length);
    const values = { shown: number(shown), found: number(view.length), total: number(findings.length) };
    byId("status").textContent =
      view.length === 0 ? word("none_found") : word(view.length < findings.length ? "shown_filtered" : "shown", values);
    more.hidden = shown === view.length;
    more.textContent = word("more", { number: number(Math.min(PAGE_SIZE, view.length - shown)) });
  };
  const drawHeads = () => {
    for (const button of document.querySelectorAll("[data-sort]")) {
      const head = button.closest("th");
      if (button.dataset.sort === state.sort) head.setAttribute("aria-sort", state.dir);
      else head.removeAttribute("aria-sort");
    }
  };
  const drawControls = () => {
    for (const box of document.querySelectorAll("#outcomes input")) box.checked = state.outcome.split(",").includes(box.value);
    for (const select of document.querySelectorAll("[data-filter]")) select.value = state[select.dataset.filter];
    if (byId("search").value !== state.q) byId("search").value = state.q;
    byId("reset").disabled = FILTERS.every((name) => !state[name]);
  };
  const draw = () => {
    view = findings.filter(matches(state)).sort(comparing(state));
    drawHeads();
    drawControls();
    drawRows();
    drawStatus();
  };

  // The words of choices have to be set anew for each language, because an option holds plain text only.
  const option = (value, title) => make("option", { value }, title);
  const counted = (title, count) => `${title} (${number(count)})`;
  const count = (key) => findings.reduce((counts, finding) => {
    for (const value of [].concat(key(finding))) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }, new Map());
  const fillChoices = () => {
    const { compare } = new Intl.Collator(lang, { numeric: true });
    const choices = (counts, title) => [
      option("", word("all")),
      ...[...counts].sort((a, b) => compare(title(a[0]), title(b[0]))).map(([value, times]) => option(value, counted(title(value), times))),
    ];
    byId("by-topic").replaceChildren(...choices(count((finding) => finding.topic), (topic) => text(data.topics[topic])));
    byId("by-clause").replaceChildren(...choices(count((finding) => finding.clauses), (clause) => `${text(data.clauses[clause].title)} (${text(data.clauses[clause].document)})`));
    byId("by-unit").replaceChildren(...choices(count((finding) => finding.unit), (unit) => unit || word("no_unit")).filter((choice, at) => at === 0 || choice.value));
    byId("by-pack").replaceChildren(...choices(count((finding) => finding.pack), (pack) => pack));
    document.querySelector(".choice-pack").hidden = data.packs.length < 2;
    byId("by-sort").replaceChildren(...SORTS.map((sort) => option(sort, word(sort === "rule" ? "rule_title" : sort))));
    const kinds = count((finding) => finding.kind);
    const chips = KINDS.filter((kind) => kinds.has(kind)).map((kind) => make(
      "label",
      { class: `chip edge-${kind}` },
      make("input", { type: "checkbox", value: kind }),
      make("span", { class: `mark ink-${kind}`, "aria-hidden": "true" }, data.kinds[kind].mark),
      counted(text(data.kinds[kind].word), kinds.get(kind)),
    ));
    byId("outcomes").replaceChildren(...chips);
  };

  const switchTo = (wanted) => {
    lang = wanted;
    speak(lang);
    root.lang = lang;
    for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    document.title = `${word("title")} · ${day(data.as_of)}`;
    if (explorer !== null) fillChoices();
  };

  // ---- Acting -------------------------------------------------------------------------------------------------------------

  const change = (changes) => {
    state = { ...state, finding: "", ...changes };
    limit = PAGE_SIZE;
    draw();
    writeAddress();
  };

  const toggle = (index, wanted = !open.has(index)) => {
    if (wanted) open.add(index);
    else open.delete(index);
    const row = byId(`row-${index}`);
    const button = row.querySelector(".title");
    button.setAttribute("aria-expanded", String(wanted));
    byId(`details-${index}`)?.remove();
    if (wanted) {
      row.after(detailsOf(findings[index], address));
      button.setAttribute("aria-controls", `details-${index}`);
    } else {
      button.removeAttribute("aria-controls");
    }
    return button;
  };

  const show = (key) => {
    const at = view.findIndex((finding) => finding.key === key);
    if (at < 0) return;
    if (at >= limit) {
      limit = at + 1;
      drawRows();
      drawStatus();
    }
    const button = toggle(view[at].index, true);
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "start" });
  };

  const goToFindings = () => {
    byId("findings").focus({ preventScroll: true });
    byId("findings").scrollIntoView();
  };

  const followAddress = () => {
    // An address without `=` is that of a heading, not of a state.
    if (location.hash && !location.hash.includes("=")) return;
    const [next, language] = readAddress();
    state = next;
    limit = PAGE_SIZE;
    if (language !== lang) switchTo(language);
    draw();
    if (location.hash) writeAddress();
    if (state.finding) show(state.finding);
    else if (FILTERS.some((name) => state[name])) goToFindings();
  };

  const moveAmongTitles = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const title = event.target.closest(".title");
    if (!step || !title) return;
    const titles = [...rows.querySelectorAll(".title")];
    const next = titles[titles.indexOf(title) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  const listen = () => {
    let pause;
    byId("search").addEventListener("input", (event) => {
      clearTimeout(pause);
      pause = setTimeout(() => change({ q: event.target.value.trim() }), TYPING_PAUSE_MS);
    });
    byId("outcomes").addEventListener("change", () =>
      change({ outcome: [...document.querySelectorAll("#outcomes input:checked")].map((box) => box.value).join(",") }));
    for (const select of document.querySelectorAll("[data-filter]")) {
      select.addEventListener("change", () => change({ [select.dataset.filter]: select.value }));
    }
    byId("reset").addEventListener("click", () => {
      change({ ...DEFAULTS, sort: state.sort, dir: state.dir });
      byId("search").focus();
    });
    for (const button of document.querySelectorAll("[data-sort]")) {
      button.addEventListener("click", () => {
        const again = state.sort === button.dataset.sort && state.dir === "ascending";
        change({ sort: button.dataset.sort, dir: again ? "descending" : "ascending" });
      });
    }
    more.addEventListener("click", () => {
      const first = view[limit];
      rows.append(...nodesFrom(limit, limit + PAGE_SIZE));
      limit += PAGE_SIZE;
      drawStatus();
      byId(`row-${first.index}`).querySelector(".title").focus();
    });
    rows.addEventListener("click", (event) => {
      const title = event.target.closest(".title");
      if (title) toggle(Number(title.dataset.index));
    });
    rows.addEventListener("keydown", moveAmongTitles);
    addEventListener("hashchange", followAddress);
  };

  // Paper has nothing to press: everything that matches is printed, each with its reasons in a line.
  const listenForPrinting = () => {
    let kept = null;
    addEventListener("beforeprint", () => {
      kept = { limit, folds: [...document.querySelectorAll(".cited:not([open]), .unfolding:not([open])")] };
      kept.folds.forEach((fold) => { fold.open = true; });
      limit = view.length;
      onPaper = true;
      drawRows();
      drawStatus();
    });
    addEventListener("afterprint", () => {
      if (kept === null) return;
      kept.folds.forEach((fold) => { fold.open = false; });
      limit = kept.limit;
      kept = null;
      onPaper = false;
      drawRows();
      drawStatus();
    });
  };

  const start = () => {
    const switches = document.querySelector(".languages");
    switches.hidden = false;
    switches.addEventListener("click", (event) => {
      const button = event.target.closest("[data-lang]");
      if (!button) return;
      switchTo(button.dataset.lang);
      if (explorer === null) return;
      draw();
      writeAddress();
    });
    document.querySelector(".skip").addEventListener("click", (event) => {
      // Following the link would replace the state in the address.
      event.preventDefault();
      goToFindings();
    });
    switchTo(lang);
    if (explorer === null) return;
    explorer.hidden = false;
    listen();
    listenForPrinting();
    followAddress();
    performance.mark("qd85-interactive");
  };

  start();
})(report, reportRows);
