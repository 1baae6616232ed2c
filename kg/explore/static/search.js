// Search in a site without a server: word and document files are loaded as scripts, which also works from disk.
"use strict";
(() => {
  const place = document.getElementById("results");
  const box = document.querySelector(".lead input[type=search]");
  const list = place.querySelector("ul");
  const folder = place.dataset.index;
  const loaded = new Map(); // file -> promise of its content
  const waiting = new Map();
  window.kgWords = (start, words) => waiting.get(`w/${shard(start)}`)(words);
  window.kgStarts = (starts, divided) => waiting.get("starts")({ starts: new Set(starts), divided: new Set(divided) });
  window.kgDocuments = (number, rows) => waiting.get(`d/${number}`)(rows);

  const load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((done) => {
        waiting.set(name, done);
        const script = document.createElement("script");
        script.src = `${folder}${name}.js`;
        script.onerror = () => done(null);
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  };
  const shard = (start) => [...start].map((c) => (/[a-z0-9]/i.test(c) ? c : `-${c.codePointAt(0).toString(16)}-`)).join("");
  const words = (text) => [...new Set(text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").match(/[\p{L}\p{N}_]+/gu) || [])].slice(0, 8);

  // the words that begin as a word does, of its file; of a beginning that very many words have, only the word that is just that
  async function beside(word) {
    const known = await load("starts");
    const letters = [...word];
    let length = Math.min(2, letters.length);
    const start = () => letters.slice(0, length).join("");
    while (known?.divided.has(start()) && length < letters.length) length += 1;
    return (known?.starts.has(start()) && (await load(`w/${shard(start())}`))) || {};
  }

  // numbers are kept as steps from one to the next
  function* counted(steps) {
    let number = 0;
    for (const step of steps) yield (number += step);
  }

  // document number -> 0 when the word is in its name, 1 when it is in another of its names
  async function having(word, last) {
    const found = new Map();
    for (const [known, [names, others = []]] of Object.entries(await beside(word))) {
      if (last ? !known.startsWith(word) : known !== word) continue;
      for (const d of counted(others)) if (!found.has(d)) found.set(d, 1);
      for (const d of counted(names)) found.set(d, 0);
    }
    return found;
  }

  async function search(text) {
    const wanted = words(text);
    if (!wanted.length || [...wanted.at(-1)].length < 2) return null;
    const found = await Promise.all(wanted.map((w, i) => having(w, i === wanted.length - 1)));
    const all = [...found[0].keys()].filter((d) => found.every((f) => f.has(d)));
    const rank = (d) => Math.max(...found.map((f) => f.get(d)));
    return all.sort((a, b) => rank(a) - rank(b) || a - b).slice(0, 60);
  }

  async function show() {
    const text = box.value.trim();
    const numbers = await search(text);
    const size = 50;
    const files = await Promise.all((numbers || []).map((d) => load(`d/${Math.floor(d / size)}`)));
    if (box.value.trim() !== text) return; // typed on meanwhile
    place.querySelectorAll(".notice").forEach((e) => e.remove());
    list.replaceChildren(...(numbers || []).map((d, i) => item(files[i][d % size])));
    if (numbers && !numbers.length) {
      const begun = (await load("starts"))?.divided.has(words(text).at(-1));
      const none = document.createElement("p");
      none.className = "notice";
      none.textContent = begun ? "Very many words begin like this: type on." : "Nothing has all these words in its name or headline.";
      place.prepend(none);
    }
  }

  function item([kind, name, href, date, count, status = "", onlyIn = ""]) {
    const line = document.createElement("li");
    const part = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
    const what = part("span", "what", "");
    what.append(Object.assign(part("a", kind, name), { href }));
    if (onlyIn) what.append(" ", part("span", "dim", `in “${onlyIn}”`));
    const about = part("span", "dim", "");
    if (status) about.append(part("span", `status ${status.toLowerCase()}`, status), " ");
    about.append([kind === "org" ? "organisation" : kind, date].filter(Boolean).join(", "));
    line.append(what, " ", about, " ", part("span", "count", count));
    return line;
  }

  box.value = new URLSearchParams(location.search).get("q") || "";
  box.addEventListener("input", show);
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  if (box.value) show();
  else box.focus();
})();
