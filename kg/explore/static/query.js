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
  for (const button of document.querySelectorAll(".questions .open")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const query = button.closest("form").querySelector("textarea").value;
      const tab = editor.getTab();
      tab.setName(button.dataset.name);
      tab.setQuery(query);
      place.scrollIntoView({ block: "start" });
      tab.query();
    });
  }
})();
