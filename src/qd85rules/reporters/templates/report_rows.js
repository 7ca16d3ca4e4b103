// Rows of the table, what stands above and what unfolds below them, as nodes.
//
// INVARIANT: text becomes text only; nothing here turns a string into markup, nor a register's text into an address.
// What must not live here: what is shown when (`report.js`).
"use strict";
const reportRows = (({ data, day, text, word }) => {
  const COLUMNS = 5;
  // The clauses stand at the end of what is printed, and not beside each finding.
  const COLUMNS_ON_PAPER = 4;

  const make = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    for (const child of children.flat()) if (child !== null && child !== "") made.append(child);
    return made;
  };
  const code = (value) => make("code", {}, value);
  const time = (iso) => make("time", { datetime: iso }, day(iso));
  const mark = (kind) => make("span", { class: "mark", "aria-hidden": "true" }, data.kinds[kind].mark);
  const badge = (finding) => make("span", { class: `badge ink-${finding.kind}` }, mark(finding.kind), text(data.kinds[finding.kind].word));

  // ---- Whose findings follow ------------------------------------------------------------------------------------------

  const nameOf = ({ id, name }) => [id, name].filter(Boolean).join(" · ");
  const headsOf = (finding, before, sort, onPaper) => {
    const headOf = (level, ...children) => make(
      "tr",
      { class: `head-${level}` },
      make("th", { colspan: onPaper ? COLUMNS_ON_PAPER : COLUMNS, scope: "rowgroup" }, ...children),
    );
    if (sort !== "person" && sort !== "unit") return [];
    const person = data.people[finding.person];
    const heads = [];
    if (sort === "unit" && before?.unit !== finding.unit) heads.push(headOf("unit", finding.unit || word("no_unit")));
    if (before?.person !== finding.person) {
      const beside = sort === "unit" ? "" : make("span", { class: "beside" }, finding.unit || word("no_unit"));
      heads.push(headOf("person", make("span", { class: "who" }, nameOf(person) || finding.account), " ", beside));
    }
    return heads;
  };

  // ---- One finding ------------------------------------------------------------------------------------------------------

  const titlesOf = (clauses) => [...new Set(clauses.map((clause) => text(data.clauses[clause].title)))];

  const rowOf = (finding, expanded, sort) => {
    const about = () => [code(finding.account), ...(finding.item === "" ? [] : [", ", text(finding.item)])];
    const whose = () => {
      const told = [nameOf(data.people[finding.person]), finding.unit].filter(Boolean).join(" · ");
      return sort === "person" || sort === "unit" || !told ? "" : make("span", { class: "beside" }, told);
    };
    const due = () => (finding.due_on ? time(finding.due_on) : "");
    const title = make(
      "button",
      { type: "button", class: "title", "aria-expanded": String(expanded), "data-index": finding.index },
      text(finding.title),
    );
    if (expanded) title.setAttribute("aria-controls", `details-${finding.index}`);
    return make(
      "tr",
      { id: `row-${finding.index}`, class: `finding edge-${finding.kind}` },
      make("td", { class: "c-outcome" }, badge(finding)),
      make("th", { class: "c-rule", scope: "row" }, title, make("span", { class: "about" }, ...about(), " ", due(), " ", whose())),
      make("td", { class: "c-account" }, ...about(), " ", whose()),
      make("td", { class: "c-clause" }, titlesOf(finding.clauses).map((title_) => make("span", {}, title_))),
      make("td", { class: "c-due_on" }, due()),
    );
  };

  const entry = (name, ...values) => [make("dt", {}, word(name)), ...values.map((value) => make("dd", {}, value))];
  const lines = (values) => (values.length === 1 ? values[0] : make("ul", {}, values.map((value) => make("li", {}, value))));
  const folded = (name, kind, ...children) => make("details", { class: kind }, make("summary", {}, word(name)), make("dl", {}, ...children));

  const evidenceOf = (finding) => {
    const rows = finding.facts.map((fact, at) => make(
      "tr", {}, make("th", { scope: "row" }, text(data.facts[fact])), make("td", {}, text(finding.values[at]))));
    return make("table", { class: "evidence", "aria-label": word("evidence") }, make("tbody", {}, rows));
  };

  const citationOf = (clause, address) => {
    const cited = data.clauses[clause];
    return make(
      "li",
      {},
      make("p", { class: "summary" }, make("a", { href: address({ clause }) }, text(cited.title)), ". ", text(cited.summary)),
      make(
        "ol",
        { class: "chain" },
        make("li", {}, make("span", { class: "step" }, word("document")), " ", make("strong", {}, text(cited.document)),
          cited.joint ? make("p", { class: "joint" }, make("strong", {}, word("joint")), " ", word("joint_note")) : ""),
        make("li", {}, make("span", { class: "step" }, word("issuer")), " ", make("span", { lang: "vi" }, cited.issuer)),
        make("li", {}, make("span", { class: "step" }, word("date")), " ", cited.date ? time(cited.date) : word("no_date")),
        make("li", {}, make("span", { class: "step" }, word("locator")), " ", text(cited.locator)),
      ),
      folded(
        "sources", "sources",
        entry("clause_id", code(clause)),
        entry("relay", code(cited.relay)),
        ["digest", "passage_digest"].flatMap((name) => entry(name, make("code", { class: "digest" }, cited[name]))),
      ),
    );
  };

  const waiverOf = (waiver) => make(
    "dl",
    {},
    ["reason", "approver", "authority"].flatMap((name) => entry(name, waiver[name])),
    entry("expires_on", time(waiver.expires_on)),
  );

  const technicalOf = (finding) => folded(
    "technical", "sources",
    entry("rule", code(finding.rule)),
    entry("pack", code(finding.pack)),
    finding.facts.length ? entry("evidence", lines(finding.facts.map(code))) : [],
    finding.missing.length ? entry("missing", code(finding.missing.map((chosen) => chosen.join(" + ")).join(word("or")))) : [],
    Object.keys(finding.params).length
      ? entry("params", lines(Object.entries(finding.params).map(([name, value]) => code(`${name} = ${value}`))), make("span", { class: "note" }, word("params_note")))
      : [],
  );

  const detailsOf = (finding, address) => {
    const { kind } = finding;
    const broken = ["violation", "recommendation", "waived"].includes(kind);
    const asks = ["violation", "recommendation", "due"].includes(kind);
    const left = [
      broken ? make("p", { class: "message" }, text(finding.message)) : "",
      make(
        "dl",
        {},
        finding.due_on ? entry("due_on", word("act_before", { day: day(finding.due_on) })) : [],
        finding.because.length ? entry("because", lines(finding.because.map(text))) : [],
        asks ? entry("remedy", text(finding.remedy)) : [],
        finding.would_comply.length ? entry("would_comply", lines(finding.would_comply.map(text))) : [],
        finding.questions.length ? entry("questions", lines(finding.questions.map(text))) : [],
        finding.answers.length ? entry("answers", lines(finding.answers.map(text))) : [],
        finding.facts.length ? entry("evidence", evidenceOf(finding)) : [],
        finding.notes.length ? entry("notes", lines(finding.notes.map(text))) : [],
        finding.waiver ? entry("waiver", waiverOf(finding.waiver)) : [],
        finding.path || finding.place ? entry("location", code(finding.path + finding.place)) : [],
      ),
      technicalOf(finding),
    ];
    const right = [
      make("h3", {}, word("clauses")),
      make("ul", { class: "citations" }, finding.clauses.map((clause) => citationOf(clause, address))),
      make("p", { class: "permalink" }, make("a", { href: address({ finding: finding.key }) }, word("permalink"))),
    ];
    return make(
      "tr",
      { id: `details-${finding.index}`, class: "details" },
      make("td", { colspan: COLUMNS }, make("div", { class: "sides" }, make("div", {}, left), make("div", {}, right))),
    );
  };

  // On paper a finding has a line of its own and its reasons; rules and clauses stand once, at the end.
  const reasonsOf = ({ because, questions, waiver }) => {
    const told = [...because, ...questions].map(text);
    if (waiver) told.push(`${waiver.reason} (${waiver.approver}, ${waiver.authority}, ${day(waiver.expires_on)})`);
    return told;
  };
  const paperOf = (finding) =>
    make("tr", { class: "paper" }, make("td", { colspan: COLUMNS_ON_PAPER }, reasonsOf(finding).join("; ")));

  return { detailsOf, headsOf, make, paperOf, rowOf };
})(report);
