// Adds to pages that work without it: a highlight leads to its facts, a triple to its sentence, "/" to the search.
"use strict";
(() => {
  const text = document.querySelector(".text");
  const clear = () => document.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
  const pieces = (number) => [...text.querySelectorAll("[data-cards]")].filter((e) => e.dataset.cards.split(" ").includes(number));

  function show(card, scroll) {
    clear();
    card.classList.add("lit");
    card.querySelector("details").open = true;
    pieces(card.dataset.card).forEach((e) => e.classList.add("lit"));
    if (scroll) card.scrollIntoView({ block: "nearest" });
  }

  function toSentence(card) {
    show(card, false);
    const first = pieces(card.dataset.card)[0];
    if (first) first.scrollIntoView({ block: "center" });
  }

  function fromAddress() {
    const id = decodeURIComponent(location.hash.slice(1));
    const card = id && document.getElementById(id);
    if (!card || !text) return;
    if (card.classList.contains("card")) {
      toSentence(card);
      card.scrollIntoView({ block: "nearest" });
    } else if (card.classList.contains("at")) {
      const named = document.querySelector(`.card[data-card="${Number(id.slice(3))}"]`);
      if (named) show(named, false);
    }
  }

  if (text) {
    text.addEventListener("click", (event) => {
      const piece = event.target.closest("[data-cards]");
      if (!piece || event.target.closest("a") || String(getSelection())) return;
      const numbers = piece.dataset.cards.split(" ");
      const lit = document.querySelector(".card.lit");
      const at = lit ? numbers.indexOf(lit.dataset.card) : -1; // a second click goes to the next fact of the place
      const card = document.querySelector(`.card[data-card="${numbers[(at + 1) % numbers.length]}"]`);
      if (card) show(card, true);
    });
    document.querySelectorAll(".card tbody tr").forEach((row) =>
      row.addEventListener("click", (event) => {
        const link = event.target.closest("a");
        if (link && !link.classList.contains("to-text")) return;
        event.preventDefault();
        const card = row.closest(".card");
        toSentence(card);
        const [start, end] = (row.dataset.at || card.dataset.spans.split(" ")[0]).split("-").map(Number);
        const own = [...text.querySelectorAll("[data-from]")].filter((e) => e.dataset.from >= start && e.dataset.from < end);
        if (!own.length) return;
        text.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit")); // the words of this triple alone
        own.forEach((e) => e.classList.add("lit"));
        own[0].scrollIntoView({ block: "center" });
      }),
    );
    // properties become links to their words when their card is opened, for the keyboard
    text.parentElement.addEventListener("toggle", (event) => {
      for (const cell of event.target.querySelectorAll("th:not(:has(a))")) {
        const link = document.createElement("a");
        Object.assign(link, { className: "to-text", href: `#at-${event.target.closest(".card").dataset.card}`, title: "To its words" });
        link.append(...cell.childNodes);
        cell.append(link);
      }
    }, true);
    document.querySelectorAll(".card a.number").forEach((link) =>
      link.addEventListener("click", (event) => {
        event.preventDefault();
        toSentence(link.closest(".card"));
      }),
    );
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }

  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, [contenteditable]")) {
      const box = document.querySelector("input[type=search]");
      if (box) {
        event.preventDefault();
        box.focus();
      }
    }
    if (event.key === "Escape" && text) clear();
  });
})();
