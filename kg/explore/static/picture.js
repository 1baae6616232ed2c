// Lays the picture out by forces (d3-force), lets dots be dragged, and lights up what a dot is tied to.
"use strict";
(() => {
  for (const net of document.querySelectorAll(".net")) {
    let [, , width, height] = net.getAttribute("viewBox").split(" ").map(Number);
    const [wide, high] = [width, height];
    const narrow = net.clientWidth < 500;
    if (narrow) {
      [width, height] = [440, Math.round(480 * Math.max(1, net.querySelectorAll(".dot").length / 22))]; // a phone: upright, and larger letters
      net.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
    const dots = [...net.querySelectorAll(".dot")].map((element, index) => {
      const [x, y] = element.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
      const label = element.querySelector("text");
      const name = label.textContent;
      if (narrow && element.classList.contains("person") && name.length > 14) {
        element.setAttribute("aria-label", name); // room for a surname only
        label.textContent = name.replace(/,? ([JS]r\.|[IVX]+)$/, "").split(" ").at(-1);
      }
      const r = Number(element.querySelector("circle").getAttribute("r"));
      return { element, index, label, x: (x * width) / wide, y: (y * height) / high, r, half: label.getComputedTextLength() / 2 + 4 };
    });
    const lines = [...net.querySelectorAll("line")].map((element) => ({
      element, source: Number(element.dataset.source), target: Number(element.dataset.target), weight: Number(element.dataset.weight),
    }));
    const most = Math.max(1, ...lines.map((l) => l.weight));
    const simulation = d3.forceSimulation(dots)
      .force("tie", d3.forceLink(lines).distance((l) => 190 - 80 * Math.sqrt(l.weight / most)).strength(0.25))
      .force("apart", d3.forceManyBody().strength(narrow ? -420 : -700))
      .force("room", d3.forceCollide().radius((d) => d.r + 26).iterations(2))
      .force("x", d3.forceX(width / 2).strength(narrow ? 0.1 : 0.06))
      .force("y", d3.forceY(height / 2).strength(narrow ? 0.04 : 0.11))
      .stop();
    // dots with their names are boxes: two that overlap move apart, the way that is shorter
    const partNames = () => {
      for (const [i, a] of dots.entries()) {
        for (const b of dots.slice(i + 1)) {
          const across = Math.max(a.half, a.r) + Math.max(b.half, b.r) - Math.abs(a.x - b.x);
          const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
          const down = upper.r + 24 + lower.r - (lower.y - upper.y);
          if (across <= 0 || down <= 0) continue;
          if (down < across) [upper.y, lower.y] = [upper.y - down / 2, lower.y + down / 2];
          else {
            const side = a.x < b.x ? -1 : 1;
            [a.x, b.x] = [a.x + (side * across) / 2, b.x - (side * across) / 2];
          }
        }
      }
    };
    // the picture fills its frame
    const spread = () => {
      for (const [along, low, high] of [["x", 90, width - 90], ["y", 40, height - 50]]) {
        const places = dots.map((d) => d[along]);
        const [from, to] = [Math.min(...places), Math.max(...places)];
        const scale = Math.min(1.8, (high - low) / Math.max(1, to - from));
        const middle = (low + high) / 2 - (scale * (from + to)) / 2;
        if (scale > 1) for (const d of dots) d[along] = scale * d[along] + middle;
      }
    };
    const keepInside = () => {
      for (const d of dots) {
        d.x = Math.max(d.half + 6, Math.min(width - d.half - 6, d.x));
        d.y = Math.max(30, Math.min(height - 36, d.y));
      }
    };
    const draw = () => {
      keepInside();
      for (const d of dots) {
        d.element.setAttribute("transform", `translate(${d.x.toFixed(1)} ${d.y.toFixed(1)})`);
        d.label.setAttribute("text-anchor", "middle");
        d.label.setAttribute("x", 0);
        d.label.setAttribute("y", d.r + 17);
      }
      for (const l of lines) {
        l.element.setAttribute("x1", l.source.x.toFixed(1));
        l.element.setAttribute("y1", l.source.y.toFixed(1));
        l.element.setAttribute("x2", l.target.x.toFixed(1));
        l.element.setAttribute("y2", l.target.y.toFixed(1));
      }
    };
    for (let i = 0; i < 300; i++) {
      simulation.tick();
      keepInside();
    }
    if (!narrow) spread();
    for (let i = 0; i < 120; i++) {
      partNames();
      keepInside();
    }
    draw();
    simulation.on("tick", draw);

    const light = (dot) => {
      net.classList.toggle("near", Boolean(dot));
      net.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
      if (!dot) return;
      dot.element.classList.add("lit");
      for (const l of lines) {
        if (l.source !== dot && l.target !== dot) continue;
        for (const e of [l.element, l.source.element, l.target.element]) e.classList.add("lit");
      }
    };
    const place = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(net.getScreenCTM().inverse());
    for (const dot of dots) {
      const link = dot.element;
      let moved = false;
      link.addEventListener("pointerenter", () => light(dot));
      link.addEventListener("pointerleave", () => light(null));
      link.addEventListener("focus", () => light(dot));
      link.addEventListener("blur", () => light(null));
      link.addEventListener("dragstart", (event) => event.preventDefault());
      link.addEventListener("click", (event) => moved && event.preventDefault());
      link.addEventListener("pointerdown", (event) => {
        moved = false;
        if (event.pointerType === "touch") return; // a finger scrolls the page
        link.setPointerCapture(event.pointerId);
        const from = place(event);
        const move = (e) => {
          const to = place(e);
          if (Math.hypot(to.x - from.x, to.y - from.y) > 4) moved = true;
          if (!moved) return;
          dot.fx = to.x;
          dot.fy = to.y;
          simulation.alphaTarget(0.2).restart();
        };
        const end = () => {
          link.removeEventListener("pointermove", move);
          simulation.alphaTarget(0);
          dot.fx = dot.fy = null;
        };
        link.addEventListener("pointermove", move);
        link.addEventListener("pointerup", end, { once: true });
        link.addEventListener("pointercancel", end, { once: true });
      });
    }
  }
})();
