// The list of findings: filter, sort, page, open a trace, copy its link, export. Text from records is only ever set as
// text. Filters stand in the query of the address, the open finding in its fragment, so that a link says all.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const { columns, meta } = JSON.parse(byId("data").textContent);
  const rows = columns.anchor.map((_, row) => row);
  const coded = (name, row) => columns[`${name}_values`][columns[name][row]];
  const state = { lang: "zh", text: "", outcome: "", procedure: "", rule: "", organ: "", sort: "", down: false, page: 0, size: 20 };
  const FILTERS = ["outcome", "procedure", "rule", "organ"];
  const RANK = ["violated", "undetermined", "pending", "satisfied", "not_applicable"];
  const SLICE = 100;
  const open = new Set();
  let shown = rows;

  // Words.
  const pick = (text) => (Array.isArray(text) ? text[state.lang === "en" ? 1 : 0] : text);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const say = (key, values = {}) => fill(pick(meta.words[key]), values);
  const number = (value) => value.toLocaleString("en-US");
  const ruleKey = (row) => `${coded("procedure", row)}/${coded("rule", row)}`;
  const ruleOf = (row) => meta.rules[ruleKey(row)] || [[coded("rule", row), coded("rule", row)], []];
  const cited = (basis) => basis.map(pick).join(state.lang === "en" ? "; " : "；");
  const stepTitle = (row, step) => pick((meta.steps[coded("procedure", row)] || {})[step] || [step, step]);
  const writtenLang = meta.written === "en" ? "en" : "zh-CN";
  const native = () => state.lang === meta.written;
  const headline = (row) => (native() && columns.message[row]) || pick(ruleOf(row)[0]);
  const value = {
    outcome: (row) => coded("outcome", row),
    procedure: (row) => coded("procedure", row),
    rule: (row) => ruleKey(row),
    organ: (row) => coded("organ", row),
  };
  const nameOf = {
    outcome: (key) => pick(meta.outcomes[key] || [key, key]),
    procedure: (key) => pick(meta.procedures[key] || [key, key]),
    rule: (key) => pick((meta.rules[key] || [[key, key]])[0]),
    organ: (key) => key || say("no_organ"),
  };

  // Elements; attributes and text only, never markup.
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, content] of Object.entries(attributes)) {
      if (content === true) element.setAttribute(name, "");
      else if (content !== false && content !== null && content !== undefined) element.setAttribute(name, content);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };
  const button = (label, act, attributes = {}) => {
    const made = make("button", { type: "button", ...attributes }, label);
    made.addEventListener("click", act);
    return made;
  };
  const icon = (outcome) => {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("class", "icon");
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", `#i-${outcome}`);
    picture.append(use);
    return picture;
  };
  const outcomeWord = (outcome) => make("span", { class: `word w-${outcome}` }, icon(outcome), nameOf.outcome(outcome));
  const time = (text) => (text || "").replace("T", " ").replace(/(\d\d:\d\d):00$/, "$1");

  // The address.
  const readAddress = () => {
    const query = new URLSearchParams(location.search);
    for (const name of [...FILTERS, "text", "sort"]) state[name] = query.get(name) || "";
    state.down = query.get("order") === "down";
    state.lang = query.get("lang") || (document.documentElement.lang.startsWith("en") ? "en" : "zh");
    if (state.lang !== "en") state.lang = "zh";
  };
  const address = (anchor) => {
    const query = new URLSearchParams();
    query.set("lang", state.lang);
    for (const name of [...FILTERS, "text", "sort"]) if (state[name]) query.set(name, state[name]);
    if (state.sort && state.down) query.set("order", "down");
    return `?${query}${anchor ? `#${anchor}` : ""}`;
  };
  const writeAddress = (anchor) => {
    try {
      history.replaceState(null, "", address(anchor));
    } catch {
      // Some browsers refuse this for a file on disk; the page works, only the address stays behind.
    }
  };

  // Filtering and sorting.
  const words = (row) =>
    [columns.message[row], columns.case[row], columns.record[row], coded("organ", row), coded("rule", row), ...ruleOf(row)[0], ...ruleOf(row)[1].flat()]
      .join("\n").toLowerCase();
  const haystack = rows.map(() => null);
  const hasText = (row, needle) => (haystack[row] ??= words(row)).includes(needle);
  const passes = (row, but) =>
    FILTERS.every((name) => name === but || !state[name] || value[name](row) === (state[name] === "-" ? "" : state[name]));
  const SORT = {
    outcome: (row) => RANK.indexOf(coded("outcome", row)),
    finding: (row) => headline(row),
    case: (row) => columns.case[row],
    organ: (row) => coded("organ", row),
    due: (row) => columns.due[row],
    over: (row) => columns.days_over[row],
  };
  const empty = (one) => one === "" || one === null;
  const compare = (a, b) => {
    const [x, y] = [SORT[state.sort](a), SORT[state.sort](b)];
    if (empty(x) || empty(y)) return empty(x) - empty(y) || a - b;
    const order = typeof x === "number" ? x - y : x.localeCompare(y, "zh");
    return (state.down ? -order : order) || a - b;
  };
  const refilter = () => {
    const needle = state.text.trim().toLowerCase();
    const found = needle ? rows.filter((row) => hasText(row, needle)) : rows;
    shown = found.filter((row) => passes(row));
    if (SORT[state.sort]) shown = [...shown].sort(compare);
    for (const name of FILTERS) fillSelect(name, found);
    byId("clear").disabled = !state.text && FILTERS.every((name) => !state[name]);
  };
  const fillSelect = (name, found) => {
    const counts = new Map();
    const able = found.filter((row) => passes(row, name));
    for (const row of able) {
      counts.set(value[name](row), (counts.get(value[name](row)) || 0) + 1);
    }
    const chosen = state[name] === "-" ? "" : state[name];
    if (state[name] && !counts.has(chosen)) counts.set(chosen, 0);
    const keys = [...counts.keys()].sort((a, b) =>
      name === "outcome" ? RANK.indexOf(a) - RANK.indexOf(b) : nameOf[name](a).localeCompare(nameOf[name](b), "zh"));
    const option = (key, label, n) => make("option", { value: key }, say("option", { name: label, n: number(n) }));
    byId(`f-${name}`).replaceChildren(
      option("", say("all"), able.length), ...keys.map((key) => option(key || "-", nameOf[name](key), counts.get(key))));
    byId(`f-${name}`).value = state[name];
    byId(`f-${name}`).parentElement.hidden = columns[`${name}_values`].length < 2;
  };

  // The list.
  const COLUMNS = ["outcome", "finding", "case", "organ", "due", "over"];
  const used = () => COLUMNS.filter((name) => name !== "organ" || columns.organ_values.some(Boolean));
  const drawHead = () => {
    const cells = used().map((name) => {
      const sorted = state.sort === name ? (state.down ? "descending" : "ascending") : false;
      const sign = sorted ? (state.down ? " ↓" : " ↑") : "";
      const act = () => {
        state.down = state.sort === name && !state.down;
        state.sort = name;
        change();
        byId("list").querySelector(`[data-sort="${name}"]`).focus();
      };
      const label = `${say(name)}${sign}`;
      const sort = button(label, act, { "data-sort": name, title: say("sorted_by", { name: say(name) }) });
      return make("th", { scope: "col", role: "columnheader", "aria-sort": sorted, class: name === "over" ? "n" : false }, sort);
    });
    byId("list").tHead.replaceChildren(make("tr", { role: "row" }, ...cells));
  };
  const drawRow = (row) => {
    const anchor = columns.anchor[row];
    const toggle = button(headline(row), () => (open.has(row) ? close(row) : show(row)), {
      class: "plain", "aria-expanded": String(open.has(row)), "aria-controls": `${anchor}-trace`,
      lang: native() && columns.message[row] ? writtenLang : false,
    });
    const [says, basis] = ruleOf(row);
    const below = [headline(row).includes(pick(says)) ? "" : pick(says), cited(basis)].filter(Boolean).join("　");
    const due = columns.due[row];
    const over = columns.days_over[row];
    const late = columns.late_entry[row] ? make("span", { class: "late" }, say("late_entry")) : null;
    const cells = {
      outcome: make("td", { role: "cell" }, outcomeWord(coded("outcome", row))),
      finding: make("td", { role: "cell", class: "what" }, toggle, make("small", {}, below)),
      case: make("td", { role: "cell", class: "case", "data-label": say("case") }, columns.case[row]),
      organ: make("td", { role: "cell", class: "organ", "data-label": say("organ") }, coded("organ", row)),
      due: make("td", { role: "cell", class: "date", "data-label": say("due") }, time(due), late ? " " : null, late),
      over: make("td", { role: "cell", class: "n", "data-label": say("over") }, over === null ? "" : say("over_days", { n: over })),
    };
    const line = make("tr", { role: "row", id: anchor, class: open.has(row) ? "open" : false }, ...used().map((name) => cells[name]));
    return open.has(row) ? [line, drawTrace(row)] : [line];
  };
  const draw = () => {
    const pages = Math.max(1, Math.ceil(shown.length / state.size));
    state.page = Math.min(state.page, pages - 1);
    const first = state.page * state.size;
    const here = shown.slice(first, first + state.size);
    drawHead();
    byId("list").tBodies[0].replaceChildren(...here.flatMap(drawRow));
    byId("list").hidden = !here.length;
    byId("no-match").hidden = here.length > 0;
    byId("no-match").replaceChildren(make("strong", {}, say("none")), make("p", {}, say("none_more")));
    const range = { a: number(first + 1), b: number(first + here.length), n: number(shown.length), total: number(rows.length) };
    byId("count").textContent = !here.length ? say("none") : say(shown.length < rows.length ? "shown_of" : "shown", range);
    byId("previous").disabled = state.page === 0;
    byId("next").disabled = state.page >= pages - 1;
    byId("export").disabled = !shown.length;
  };
  const change = (anchor) => {
    refilter();
    state.page = 0;
    draw();
    writeAddress(anchor);
  };

  // The trace of one finding.
  const slices = new Map();
  const traceOf = (row) => {
    const slice = Math.floor(row / SLICE);
    if (!slices.has(slice)) slices.set(slice, JSON.parse(byId(`traces-${slice}`).textContent));
    return slices.get(slice)[row % SLICE];
  };
  const table = (key, heads, lines, marks = []) =>
    make("div", { class: "wide", role: "region", tabindex: "0", "aria-label": say(key) },
      make("table", { "aria-label": say(key) }, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
        make("tbody", {}, ...lines.map((cells, at) => make("tr", { class: marks[at] || false }, ...cells.map((cell) => make("td", {}, plain(cell))))))));
  const facts = (pairs) => make("dl", { class: "facts" }, ...pairs.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]));
  const plain = (one) => {
    if (one === null || one === undefined || one === "") return "—";
    if (one === true || one === false) return say(one ? "yes" : "no");
    return typeof one === "object" ? JSON.stringify(one) : String(one);
  };
  const part = (key, ...content) => [make("h3", {}, say(key)), ...content];
  const drawRecords = (row, records) => {
    const heads = ["step", "record", "happened", "entered"];
    const sourced = records.some((record) => record.source);
    const lines = records.map((record) => [
      stepTitle(row, record.step), String(record.id).split("\u001f").pop(),
      [time(record.at), time(record.until)].filter(Boolean).join(" – "),
      record.deemed ? say("deemed") : time(record.recorded_at), ...(sourced ? [record.source] : []),
    ]);
    const titles = [...heads, ...(sourced ? ["source"] : [])].map((key) => say(key));
    return part("records", table("records", titles, lines, records.map((record) => (record.id === records[0].id ? "judged" : ""))),
      make("p", { class: "note" }, say("judged_first")));
  };
  const drawArithmetic = (arithmetic) => {
    const heads = ["day_span", "day_counts", "day_remark"].map((key) => say(key));
    const days = (arithmetic.days || []).map(([span, ...rest]) => [span.replace("..", " – "), ...rest]);
    return part("counting", make("div", { lang: native() ? false : writtenLang },
      make("p", {}, arithmetic.sentence || ""), days.length ? table("counting", heads, days) : "",
      ...(arithmetic.cautions || []).map((text) => make("p", { class: "note" }, text))));
  };
  const conclusion = (row, says) => {
    const told = columns.message[row];
    if (told && native()) return [make("p", {}, told)];
    const due = columns.due[row];
    const done = columns.discharged_at[row];
    const over = columns.days_over[row];
    const dated = due && over !== null ? say(done ? "dates" : "dates_open", { due: time(due), done: time(done), over }) : "";
    return [make("p", {}, `${says}${state.lang === "en" ? ". " : "。"}${dated}`),
      told ? make("p", { class: "note" }, say("written_in")) : "", make("p", { class: "note", lang: writtenLang }, told)];
  };
  const factValue = (row, step, name, one) => {
    if (one !== null) return one;
    const left = meta.left_out[coded("procedure", row)] || [];
    const bare = name.replace(/^case\./, "");
    const past = /\((\w+)\)\.?(\w+)?/.exec(name);
    const names = past ? [past[1], `${past[1]}.${past[2]}`] : [bare, `${step}.${bare}`];
    return say(names.some((one) => left.includes(one)) ? "not_covered" : "not_recorded");
  };
  const drawTrace = (row) => {
    const trace = traceOf(row);
    const [says, basis] = ruleOf(row);
    const content = [
      ...part("sentence", ...conclusion(row, pick(says))),
      ...part("article", make("p", {}, `${cited(basis)}　${pick(says)}`)),
    ];
    if (!trace) content.push(make("p", { class: "note" }, say("no_trace")));
    else {
      if (trace.records?.length) content.push(...drawRecords(row, trace.records));
      if (trace.facts) content.push(...part("facts", table("facts", [say("fact"), say("value")], 
        Object.entries(trace.facts).map(([name, one]) => [name, factValue(row, trace.records?.[0]?.step, name, one)]))));
      if (trace.figures?.length) {
        const lines = trace.figures.map((one) => [one.key ? `${one.figure} (${one.key})` : one.figure, one.on, one.value]);
        content.push(...part("figures", table("figures", ["figure", "asked_on", "value"].map((key) => say(key)), lines)));
      }
      if (trace.arithmetic) content.push(...drawArithmetic(trace.arithmetic));
    }
    const versions = [[say("rule"), make("code", {}, ruleKey(row))]];
    if (trace?.condition) versions.push([say("condition"), make("code", {}, trace.condition)]);
    if (trace?.pack) versions.push([say("pack"), make("code", {}, `${(trace.pack.layers || []).join(" + ")} ${trace.pack.sha256 || ""}`)]);
    if (trace?.calendar) versions.push([say("calendar"), make("code", {}, Object.values(trace.calendar).join(" "))]);
    content.push(...part("versions", facts(versions)));
    const told = make("span", { role: "status" });
    content.push(make("div", { class: "line" }, make("span", {},
      button(say("copy_link"), () => copyLink(row, told)), " ",
      button(say("case_filter"), () => { state.text = columns.case[row]; byId("f-text").value = state.text; change(columns.anchor[row]); })), told));
    const cell = make("td", { colspan: used().length, class: "trace", role: "cell" }, make("div", {}, ...content));
    return make("tr", { id: `${columns.anchor[row]}-trace`, role: "row" }, cell);
  };
  const show = (row) => { open.add(row); redraw(row); writeAddress(columns.anchor[row]); };
  const close = (row) => { open.delete(row); redraw(row); writeAddress(); };
  const redraw = (row) => {
    draw();
    byId(columns.anchor[row])?.querySelector(".what button").focus();
  };
  const copyLink = async (row, told) => {
    const link = new URL(`?lang=${state.lang}#${columns.anchor[row]}`, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      told.textContent = say("copied");
    } catch {
      told.replaceChildren(say("copy_by_hand"), make("code", {}, link));
    }
  };

  // A link to one finding: shown whatever the filters were.
  const followLink = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (!anchor.startsWith("f-")) return;
    const row = columns.anchor.indexOf(anchor);
    if (row < 0) { byId("count").textContent = say("not_found"); return; }
    if (!shown.includes(row)) {
      for (const name of [...FILTERS, "text"]) state[name] = "";
      byId("f-text").value = "";
      refilter();
    }
    state.page = Math.floor(shown.indexOf(row) / state.size);
    open.add(row);
    redraw(row);
    byId(anchor).scrollIntoView({ block: "start" });
  };

  // Export: what is filtered, in the order shown, safe to open in a spreadsheet.
  const cell = (one) => {
    let text = one === null || one === undefined ? "" : String(one);
    if (/^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const exported = () => {
    const plainColumns = ["case", "record", "outcome", "organ", "at", "due", "discharged_at", "days_over", "late_entry", "message"];
    const heads = ["procedure", "rule", "basis", ...plainColumns, "anchor"];
    const lines = shown.map((row) => [
      coded("procedure", row), coded("rule", row), cited(ruleOf(row)[1]),
      ...plainColumns.map((name) => (columns[`${name}_values`] ? coded(name, row) : columns[name][row])), columns.anchor[row],
    ]);
    return [heads, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  };
  const download = () => {
    // The mark at the start makes spreadsheets read the file as UTF-8.
    const link = make("a", { href: URL.createObjectURL(new Blob(["\ufeff", exported()], { type: "text/csv" })), download: `${say("file_name")}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  // Language of everything that the page was written with.
  const speak = () => {
    document.documentElement.lang = state.lang === "en" ? "en" : "zh-CN";
    document.title = pick(meta.title);
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = pick(meta.texts[element.dataset.t]);
    for (const name of ["aria-label", "placeholder", "data-label"])
      for (const element of document.querySelectorAll(`[data-t-${name}]`)) element.setAttribute(name, pick(meta.texts[element.getAttribute(`data-t-${name}`)]));
    byId("to-zh").setAttribute("aria-pressed", String(state.lang === "zh"));
    byId("to-en").setAttribute("aria-pressed", String(state.lang === "en"));
  };
  const setLanguage = (lang) => { state.lang = lang; speak(); if (rows.length) { refilter(); draw(); } writeAddress(location.hash.slice(1)); };

  const start = () => {
    readAddress();
    speak();
    document.documentElement.setAttribute("data-ready", "");
    byId("to-zh").addEventListener("click", () => setLanguage("zh"));
    byId("to-en").addEventListener("click", () => setLanguage("en"));
    byId("print").addEventListener("click", () => print());
    if (!rows.length) return;
    byId("f-text").value = state.text;
    byId("f-text").addEventListener("input", (event) => { state.text = event.target.value; change(); });
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    for (const name of FILTERS) byId(`f-${name}`).addEventListener("change", (event) => { state[name] = event.target.value; change(); });
    byId("clear").addEventListener("click", () => {
      for (const name of [...FILTERS, "text"]) state[name] = "";
      byId("f-text").value = "";
      change();
      byId("f-text").focus();
    });
    const turn = (by) => { state.page += by; draw(); byId("findings").scrollIntoView(); };
    byId("previous").addEventListener("click", () => turn(-1));
    byId("next").addEventListener("click", () => turn(1));
    byId("size").addEventListener("change", (event) => { state.size = Number(event.target.value); state.page = 0; draw(); });
    byId("export").addEventListener("click", download);
    for (const count of document.querySelectorAll("button[data-rule]"))
      count.addEventListener("click", () => {
        Object.assign(state, { text: "", procedure: "", organ: "", rule: count.dataset.rule, outcome: count.dataset.outcome });
        byId("f-text").value = "";
        change("findings");
        byId("findings").focus();
        byId("findings").scrollIntoView();
      });
    addEventListener("hashchange", followLink);
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      event.preventDefault();
      byId("f-text").focus();
    });
    refilter();
    draw();
    // Browsers go to the fragment once the page has loaded and take the focus along; the finding comes after that.
    addEventListener("load", followLink);
  };
  start();
})();
