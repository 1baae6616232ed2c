// The query editor (Yasgui), bound to this server's endpoint and asking nobody else.
"use strict";
(() => {
  const place = document.getElementById("editor");
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const prefixes = JSON.parse(place.dataset.prefixes);
  const first = document.querySelector(".questions [data-first] textarea").value;
  Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others ask prefix.cc and LOV
  Yasgui.Yasqe.defaults.value = first;
  Yasgui.Yasr.defaults.prefixes = prefixes;
  const editor = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    yasr: { prefixes },
  });
  // whole cells without datatypes: what is cut short cannot be read; the switches above the table bring both back
  const whole = (tab) => Object.assign(tab.getYasr().plugins.table.persistentConfig, { isEllipsed: false, compact: true });
  whole(editor.getTab());
  editor.on("tabAdd", (all, id) => whole(all.getTab(id)));

  // nodes in a table lead to their pages here
  const page = (name) => {
    const [, kind, key] = /^(person|org|country|place|meeting|issue)\.(.+)$/.exec(name) || [];
    if (kind) return `/${kind}/${key}`;
    const [, article, part] = /^(.+?)\.((?:statement|meeting|role)\..+)$/.exec(name) || [];
    return article ? `/article/${article}#${part}` : `/article/${name.replace(/\.span\..*/, "")}`;
  };
  const lead = (event) => {
    const link = event.target.closest?.(".yasr a[href]");
    if (link && link.href.startsWith(prefixes.res)) link.href = page(link.href.slice(prefixes.res.length));
  };
  for (const event of ["pointerover", "focusin", "click"]) place.addEventListener(event, lead, true);

  // the query with a value in the place of the default of its parameter: a term of the same sort, never pasted text
  const bound = (query, name, value) =>
    query.replace(new RegExp(`(VALUES\\s+\\?${name}\\s*\\{\\s*)("(?:[^"\\\\]|\\\\.)*"|[0-9.]+)`, "g"), (all, head, old) => {
      if (old.startsWith('"')) return head + JSON.stringify(value);
      return /^[0-9]*\.?[0-9]+$/.test(value) ? head + value : all;
    });
  for (const field of document.querySelectorAll(".questions [data-param]")) {
    field.hidden = false;
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") field.closest("details").querySelector(".open").click();
    });
  }
  for (const button of document.querySelectorAll(".questions .open")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const fields = [...button.closest("details").querySelectorAll("[data-param]")].map((f) => ({ f, value: f.value.trim() }));
      const missing = fields.find(({ f, value }) => f.required && !value);
      if (missing) return missing.f.focus();
      const query = fields
        .filter(({ value }) => value)
        .reduce((text, { f, value }) => bound(text, f.dataset.param, value), button.closest("form").querySelector("textarea").value);
      const tab = editor.getTab();
      tab.setName(button.dataset.name);
      tab.setQuery(query);
      place.scrollIntoView({ block: "start" });
      tab.query();
    });
  }
})();
