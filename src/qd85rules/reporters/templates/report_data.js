// What the page knows: words in the language of the page, findings, and how to search, filter and sort them.
//
// What must not live here: the page itself (`report.js`, `report_rows.js`), the shape of the data (`html_data.py`).
"use strict";
const report = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  let lang = document.documentElement.lang;
  const speak = (wanted) => { lang = wanted; };
  // A text is a string, its two languages, or the number of one that findings share.
  const text = (given) => {
    if (typeof given === "string") return given;
    return typeof given === "number" ? text(data.texts[given]) : given[lang];
  };
  const word = (name, values = {}) => text(data.words[name]).replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const number = (value) => value.toLocaleString(lang);
  const day = (iso) => (lang === "vi" ? iso.split("-").reverse().join("/") : iso);

  const KINDS = Object.keys(data.kinds);
  const LEFT_OUT = {
    subject: "", item: "", clauses: [], facts: [], values: [], due_on: "", path: "", place: "", params: {}, missing: [], questions: [],
    notes: [], waiver: null, because: [], answers: [], would_comply: [], haystack: null,
  };
  const timesSeen = new Map();
  const findings = data.findings.map((given, index) => {
    const shared = data.shared[given.shared];
    const name = `${given.account}|${given.subject || "account"}|${shared.rule}`;
    const times = (timesSeen.get(name) || 0) + 1;
    timesSeen.set(name, times);
    const key = times === 1 ? name : `${name}|${times}`;
    const unit = data.people[given.person].unit ?? "";
    return { ...LEFT_OUT, ...data.rules[shared.rule], ...shared, ...given, unit, index, key, rank: KINDS.indexOf(shared.kind) };
  });

  // Whom the gravest findings concern comes first: who has more violations, then more of the next kind, and so on.
  const gravity = new Map();
  for (const { person, rank } of findings) {
    if (!gravity.has(person)) gravity.set(person, KINDS.map(() => 0));
    gravity.get(person)[rank] += 1;
  }
  const graver = ([, a], [, b]) => b.map((times, rank) => times - a[rank]).find(Boolean) ?? 0;
  const place = new Map([...gravity].sort(graver).map(([person], position) => [person, position]));

  const folded = (value) =>
    value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const foldedTexts = new Map();
  const foldedText = (given) => {
    if (!foldedTexts.has(given)) {
      const said = typeof given === "number" ? data.texts[given] : given;
      foldedTexts.set(given, folded(typeof said === "string" ? said : `${said.vi}\n${said.en}`));
    }
    return foldedTexts.get(given);
  };
  const haystackOf = (finding) => {
    if (finding.haystack === null) {
      const said = [
        finding.title, finding.message ?? "", ...finding.questions, ...finding.notes, ...finding.values,
        ...finding.facts.map((fact) => data.facts[fact]),
        ...finding.clauses.flatMap((clause) => [data.clauses[clause].title, data.clauses[clause].document]),
      ];
      const { id = "", name = "" } = data.people[finding.person];
      const plain = [id, name, finding.unit, finding.account, finding.subject, finding.rule, finding.path, ...finding.clauses];
      finding.haystack = folded(plain.join("\n")) + "\n" + said.map(foldedText).join("\n");
    }
    return finding.haystack;
  };

  const matches = (state) => {
    const kinds = new Set(state.outcome ? state.outcome.split(",") : []);
    // A phrase that stands somewhere is meant as one, as a name is; else each of its words must occur.
    const phrase = folded(state.q).trim().replace(/\s+/g, " ");
    const stands = findings.some((finding) => haystackOf(finding).includes(phrase));
    const needles = stands ? [phrase] : phrase.split(" ").filter(Boolean);
    return (finding) =>
      (kinds.size === 0 || kinds.has(finding.kind)) &&
      (!state.unit || finding.unit === state.unit) &&
      (!state.topic || finding.topic === state.topic) &&
      (!state.pack || finding.pack === state.pack) &&
      (!state.clause || finding.clauses.includes(state.clause)) &&
      needles.every((needle) => haystackOf(finding).includes(needle));
  };

  const comparing = (state) => {
    const { compare } = new Intl.Collator(lang, { numeric: true });
    const byPerson = (a, b) => place.get(a.person) - place.get(b.person);
    const by = {
      person: byPerson,
      // Those whose unit is not stated come last.
      unit: (a, b) => Number(!a.unit) - Number(!b.unit) || compare(a.unit, b.unit) || byPerson(a, b),
      outcome: (a, b) => a.rank - b.rank,
      rule: (a, b) => compare(text(a.title), text(b.title)),
      account: (a, b) => compare(a.account, b.account),
      due_on: (a, b) => (a.due_on < b.due_on ? -1 : Number(a.due_on > b.due_on)),
    }[state.sort];
    const sign = state.dir === "descending" ? -1 : 1;
    return (a, b) => {
      // Findings without a day come last either way.
      if (state.sort === "due_on" && !a.due_on !== !b.due_on) return a.due_on ? -1 : 1;
      return sign * by(a, b) || a.rank - b.rank || a.index - b.index;
    };
  };

  return { KINDS, comparing, data, day, findings, matches, number, speak, text, word };
})();
