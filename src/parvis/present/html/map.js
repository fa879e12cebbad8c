// Lets a reader search the map, point at it, walk it by the arrows and come nearer.
(() => {
  const figure = document.querySelector(".with-tools");
  if (!figure) return;
  const tools = figure.querySelector(".tools"), said = tools.querySelector("output");
  const search = tools.querySelector("input"), hint = said.textContent;
  const maps = [...figure.querySelectorAll("svg.map")].map(lay);
  let kept = null;
  tools.hidden = false;
  figure.querySelector(".chart").removeAttribute("role");
  figure.querySelector(".chart").removeAttribute("aria-label");

  function lay(svg) {
    const whole = svg.viewBox.baseVal, near = new Map(), map = { svg, at: null, zoom: 1, x: 0, y: 0 };
    map.width = whole.width; map.height = whole.height;
    map.people = [...svg.querySelectorAll(".who")].map((mark) => ({
      mark, n: mark.dataset.n, words: mark.firstChild.textContent,
      x: mark.transform.baseVal[0].matrix.e, y: mark.transform.baseVal[0].matrix.f,
    }));
    for (const person of map.people) near.set(person.n, new Set([person.n]));
    for (const { dataset: { a, b } } of svg.querySelectorAll("line")) near.get(a).add(b), near.get(b).add(a);
    map.near = near;
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "application");
    svg.setAttribute("aria-label", figure.querySelector("h3").textContent + ". " + hint);
    svg.addEventListener("pointerover", (event) => point(map, event.target.closest(".who")));
    svg.addEventListener("pointerleave", () => point(map, null));
    svg.addEventListener("keydown", (event) => press(map, event));
    svg.addEventListener("blur", () => point(map, null));
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      come(map, event.deltaY < 0 ? 1.25 : 0.8);
    }, { passive: false });
    drag(map);
    return map;
  }

  function drag(map) {
    let from = null;
    map.svg.addEventListener("pointerdown", (event) => {
      if (map.zoom > 1) from = event, map.svg.setPointerCapture(event.pointerId);
    });
    map.svg.addEventListener("pointermove", (event) => {
      if (!from) return;
      const unit = map.width / map.zoom / map.svg.clientWidth;
      look(map, map.x - (event.clientX - from.clientX) * unit, map.y - (event.clientY - from.clientY) * unit);
      from = event;
    });
    for (const end of ["pointerup", "pointercancel"]) map.svg.addEventListener(end, () => (from = null));
  }

  function show(map, chosen) {
    map.svg.classList.toggle("picked", chosen !== null);
    const is = (n) => chosen !== null && chosen.has(n);
    for (const { mark, n } of map.people) mark.classList.toggle("on", is(n));
    for (const name of map.svg.querySelectorAll("text")) name.classList.toggle("on", is(name.dataset.l));
    for (const line of map.svg.querySelectorAll("line")) {
      line.classList.toggle("on", is(line.dataset.a) && is(line.dataset.b));
    }
  }

  function point(map, mark) {
    map.at = mark ? map.people.find((person) => person.mark === mark) : null;
    show(map, map.at ? map.near.get(map.at.n) : kept);
    said.textContent = map.at ? map.at.words : kept ? found() : hint;
  }

  function found() {
    return (kept.size ? said.dataset.found : said.dataset.none).replace("{n}", kept.size);
  }

  function press(map, event) {
    const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const key = event.key;
    if (key === "+" || key === "=") come(map, 1.5);
    else if (key === "-") come(map, 1 / 1.5);
    else if (key === "0") come(map, 0);
    else if (key === "Escape") point(map, null);
    else if (key === "Home") step(map, map.people[0]);
    else if (ways[key]) step(map, next(map, ways[key]));
    else return;
    event.preventDefault();
  }

  function next(map, [right, down]) {
    if (!map.at) return map.people[0];
    let best = map.at, least = Infinity;
    for (const person of map.people) {
      const across = person.x - map.at.x, along = person.y - map.at.y;
      const ahead = across * right + along * down, aside = Math.abs(across * down - along * right);
      if (ahead > 0 && ahead + 2 * aside < least) best = person, least = ahead + 2 * aside;
    }
    return best;
  }

  function step(map, person) {
    point(map, person.mark);
    if (map.zoom > 1) look(map, person.x - map.width / map.zoom / 2, person.y - map.height / map.zoom / 2);
  }

  function come(map, times) {
    const x = map.x + map.width / map.zoom / 2, y = map.y + map.height / map.zoom / 2;
    map.zoom = times ? Math.min(6, Math.max(1, map.zoom * times)) : 1;
    look(map, x - map.width / map.zoom / 2, y - map.height / map.zoom / 2);
  }

  function look(map, x, y) {
    const { svg, zoom, width, height } = map;
    map.x = Math.min(Math.max(0, x), width - width / zoom);
    map.y = Math.min(Math.max(0, y), height - height / zoom);
    svg.setAttribute("viewBox", `${map.x} ${map.y} ${width / zoom} ${height / zoom}`);
    svg.style.setProperty("--k", 1 / zoom);
    svg.style.setProperty("--s", 1 / Math.sqrt(zoom));
    svg.classList.toggle("near", zoom > 1.7);
    svg.classList.toggle("held", zoom > 1);
  }

  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const map of maps) {
      const hits = map.people.filter((person) => person.words.toLowerCase().includes(wanted));
      kept = wanted ? new Set(hits.map((person) => person.n)) : null;
      point(map, null);
    }
  });
  for (const button of tools.querySelectorAll("button")) {
    button.addEventListener("click", () => maps.forEach((map) => come(map, Number(button.value))));
  }
  addEventListener("beforeprint", () => {
    kept = null;
    for (const map of maps) come(map, 0), point(map, null);
  });
})();
