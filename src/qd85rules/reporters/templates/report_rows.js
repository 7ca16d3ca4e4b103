// Rows of the table and what unfolds below them, as nodes.
//
// INVARIANT: text becomes text only; nothing here turns a string into markup, nor a register's text into an address.
// What must not live here: what is shown when (`report.js`).
"use strict";
const reportRows = (({ data, text, word }) => {
  const make = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    for (const child of children.flat()) if (child !== null && child !== "") made.append(child);
    return made;
  };
  const code = (value) => make("code", {}, value);
  const badge = (finding) => {
    const { mark, word: title } = data.kinds[finding.kind];
    return make("span", { class: `badge ink-${finding.kind}` }, make("span", { class: "mark", "aria-hidden": "true" }, mark), text(title));
  };

  const rowOf = (finding, expanded) => {
    const about = () => (finding.subject ? [code(finding.account), " ", code(finding.subject)] : [code(finding.account)]);
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
      make("th", { class: "c-rule", scope: "row" }, title, make("span", { class: "about" }, ...about())),
      make("td", { class: "c-account" }, ...about()),
      make("td", { class: "c-topic" }, text(data.topics[finding.topic])),
      make("td", { class: "c-clause" }, finding.clauses.map((clause) => make("span", {}, code(clause)))),
      make("td", { class: "c-due_on" }, finding.due_on ? make("time", { datetime: finding.due_on }, finding.due_on) : ""),
    );
  };

  const entry = (name, ...values) => [make("dt", {}, word(name)), ...values.map((value) => make("dd", {}, value))];
  const lines = (values) => (values.length === 1 ? values[0] : make("ul", {}, values.map((value) => make("li", {}, value))));

  const evidenceOf = (finding) => {
    const rows = finding.facts.map((fact, at) => make(
      "tr", {}, make("th", { scope: "row" }, text(data.facts[fact]), " ", code(fact)), make("td", {}, text(finding.values[at]))));
    return make("table", { class: "evidence", "aria-label": word("evidence") }, make("tbody", {}, rows));
  };

  const citationOf = (clause, address) => {
    const cited = data.clauses[clause];
    const link = make("a", { href: address({ clause }) }, code(clause));
    return make(
      "li",
      {},
      make("p", { class: "summary" }, link, " ", text(cited.summary)),
      make(
        "ol",
        { class: "chain" },
        make("li", {}, make("span", { class: "step" }, word("document")), " ", make("strong", {}, text(cited.document)),
          cited.joint ? make("p", { class: "joint" }, make("strong", {}, word("joint")), " ", word("joint_note")) : ""),
        make("li", {}, make("span", { class: "step" }, word("issuer")), " ", make("span", { lang: "vi" }, cited.issuer), make("br"),
          make("span", { class: "step" }, word("date")), " ", cited.date || word("no_date")),
        make("li", {}, make("span", { class: "step" }, word("relay")), " ", code(cited.relay)),
        make("li", {}, make("span", { class: "step" }, word("locator")), " ", text(cited.locator)),
        make("li", {}, make("span", { class: "step" }, word("digest")), " ", make("code", { class: "digest" }, cited.digest), make("br"),
          make("span", { class: "step" }, word("passage_digest")), " ", make("code", { class: "digest" }, cited.passage_digest)),
      ),
    );
  };

  const waiverOf = (waiver) =>
    make("dl", {}, ["reason", "approver", "authority", "expires_on"].flatMap((name) => entry(name, waiver[name])));

  const detailsOf = (finding, address) => {
    const { kind } = finding;
    const broken = ["violation", "recommendation", "waived"].includes(kind);
    const asks = ["violation", "recommendation", "due"].includes(kind);
    const facts = (chosen) => chosen.join(" + ");
    const left = [
      broken ? make("p", { class: "message" }, text(finding.message)) : "",
      make(
        "dl",
        {},
        finding.due_on ? entry("due_on", word("act_before", { day: finding.due_on })) : [],
        finding.because.length ? entry("because", lines(finding.because.map(text))) : [],
        asks ? entry("remedy", text(finding.remedy)) : [],
        finding.would_comply.length ? entry("would_comply", lines(finding.would_comply.map(text))) : [],
        finding.questions.length ? entry("questions", lines(finding.questions.map(text))) : [],
        finding.answers.length ? entry("answers", lines(finding.answers.map(text))) : [],
        finding.missing.length ? entry("missing", code(finding.missing.map(facts).join(word("or")))) : [],
        finding.facts.length ? entry("evidence", evidenceOf(finding)) : [],
        Object.keys(finding.params).length
          ? entry("params", lines(Object.entries(finding.params).map(([name, value]) => code(`${name} = ${value}`))), make("span", { class: "note" }, word("params_note")))
          : [],
        finding.notes.length ? entry("notes", lines(finding.notes.map(text))) : [],
        finding.waiver ? entry("waiver", waiverOf(finding.waiver)) : [],
        entry("rule", code(finding.rule)),
        entry("pack", code(finding.pack)),
        finding.path || finding.place ? entry("location", code(finding.path + finding.place)) : [],
      ),
    ];
    const right = [
      make("h3", {}, word("clauses")),
      make("ul", { class: "citations" }, finding.clauses.map((clause) => citationOf(clause, address))),
      make("p", { class: "permalink" }, make("a", { href: address({ finding: finding.key }) }, word("permalink"))),
    ];
    return make(
      "tr",
      { id: `details-${finding.index}`, class: "details" },
      make("td", { colspan: 6 }, make("div", { class: "sides" }, make("div", {}, left), make("div", {}, right))),
    );
  };

  return { detailsOf, make, rowOf };
})(report);
