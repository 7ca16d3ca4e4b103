// What the page knows: words in the language of the page, findings, and how to search, filter and sort them.
//
// What must not live here: the page itself (`report.js`, `report_rows.js`), the shape of the data (`html_data.py`).
"use strict";
const report = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  let lang = document.documentElement.lang;
  const speak = (wanted) => { lang = wanted; };
  const ofLanguage = (text) => (typeof text === "string" ? text : text[lang === "vi" ? 0 : 1]);
  const text = (number) => ofLanguage(data.texts[number]);
  const word = (name, values = {}) =>
    ofLanguage(data.words[name]).replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const number = (value) => value.toLocaleString(lang);

  const unpacked = (row, index, seen) => {
    const [ruleNumber, account, subject, kind, citations, evidence, dueOn, place, params, missing, questions, notes, waiver,
      because, answers, wouldComply] = row;
    const [rule, pack, topic, title, message, remedy] = data.rules[ruleNumber || 0];
    const name = `${account}|${subject || "account"}|${rule}`;
    const times = (seen.get(name) || 0) + 1;
    seen.set(name, times);
    return {
      index, rule, pack, topic, title, message, remedy, account,
      key: times === 1 ? name : `${name}|${times}`,
      subject: subject || "",
      kind: kind || 0,
      citations: (citations || []).map((citation) => data.citations[citation]),
      evidence: evidence || [],
      dueOn: dueOn || "",
      place: place || null,
      params: params || [],
      missing: missing || [],
      questions: questions || [],
      notes: notes || [],
      waiver: waiver || null,
      because: because || [],
      answers: answers || [],
      wouldComply: wouldComply || [],
      haystack: null,
    };
  };
  const seenKeys = new Map();
  const findings = data.findings.map((row, index) => unpacked(row, index, seenKeys));

  const folded = (value) =>
    value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const foldedTexts = [];
  const foldedText = (number) => {
    if (foldedTexts[number] === undefined) foldedTexts[number] = folded([].concat(data.texts[number]).join("\n"));
    return foldedTexts[number];
  };
  const haystackOf = (finding) => {
    if (finding.haystack === null) {
      const numbers = [finding.title, finding.message, ...finding.questions, ...finding.notes];
      for (let at = 0; at < finding.evidence.length; at += 2) numbers.push(data.facts[finding.evidence[at]][1], finding.evidence[at + 1]);
      for (const citation of finding.citations) numbers.push(citation[1]);
      if (finding.place) numbers.push(finding.place[0]);
      const plain = [finding.account, finding.subject, finding.rule, ...finding.citations.map((citation) => citation[0])];
      finding.haystack = folded(plain.join("\n")) + "\n" + numbers.map(foldedText).join("\n");
    }
    return finding.haystack;
  };

  const matches = (state) => {
    const kinds = new Set(state.outcome ? state.outcome.split(",") : []);
    const needles = folded(state.q).split(/\s+/).filter(Boolean);
    return (finding) =>
      (kinds.size === 0 || kinds.has(data.kinds[finding.kind][0])) &&
      (!state.topic || finding.topic === state.topic) &&
      (!state.pack || finding.pack === state.pack) &&
      (!state.clause || finding.citations.some((citation) => citation[0] === state.clause)) &&
      needles.every((needle) => haystackOf(finding).includes(needle));
  };

  const comparing = (state) => {
    const { compare } = new Intl.Collator(lang, { numeric: true });
    const by = {
      outcome: (a, b) => a.kind - b.kind,
      rule: (a, b) => compare(text(a.title), text(b.title)),
      account: (a, b) => compare(a.account, b.account),
      topic: (a, b) => compare(text(data.topics[a.topic]), text(data.topics[b.topic])),
      due_on: (a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)),
    }[state.sort];
    const sign = state.dir === "descending" ? -1 : 1;
    return (a, b) => {
      // Findings without a day come last either way.
      if (state.sort === "due_on" && !a.dueOn !== !b.dueOn) return a.dueOn ? -1 : 1;
      return sign * by(a, b) || a.kind - b.kind || a.index - b.index;
    };
  };

  return { comparing, data, findings, matches, number, speak, text, word };
})();
