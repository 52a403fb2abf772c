// Two views of an answer for the editor: rows counted on a map of squares, and links as a graph. Drawn from texts only.
const SVG = "http://www.w3.org/2000/svg";
const SIDE = 40;
const MOST = 150; // links that a graph shows
const ROUNDS = 200; // in which the nodes of a graph find their places

function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function icon(...shapes) {
  const box = document.createElement("div");
  box.append(shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, ...shapes));
  return box;
}

// An IRI of the web, else nothing: no other address is one to follow.
function web(said, iri) {
  if (iri.startsWith(said.ids)) return said.page + encodeURI(iri.slice(said.ids.length));
  return /^https?:\/\//.test(iri) ? iri : "";
}

function linked(target, ...children) {
  return target ? shape("a", { href: target }, ...children) : shape("g", {}, ...children);
}

function short(said, text) {
  const known = Object.entries(said.prefixes).find(([, iri]) => text.startsWith(iri));
  const name = known ? `${known[0]}:${text.slice(known[1].length)}` : text.replace(/^https?:\/\/(.*\/)?(?=.)/, "");
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}

// The code of a country, as a literal or at the end of the IRI of a place.
function country(said, term) {
  if (!term) return "";
  const code = term.type === "uri" ? (term.value.startsWith(said.prefixes.place) ? term.value.slice(said.prefixes.place.length) : "") : term.value;
  return code in said.squares ? code : "";
}

// How many rows there are of each country; where a column holds nothing but numbers, their sum.
export function counted(said, heads, rows) {
  const codes = heads.find((head) => rows.filter((row) => country(said, row[head])).length * 2 > rows.length);
  if (!codes) return null;
  const number = heads.find((head) => rows.every((row) => row[head] && /#(integer|decimal)$/.test(row[head].datatype ?? "")));
  const found = new Map();
  for (const row of rows) {
    const code = country(said, row[codes]);
    if (code) found.set(code, (found.get(code) ?? 0) + (number ? Number(row[number].value) : 1));
  }
  return found;
}

// From, to and what the link is called: of a graph its statements, of rows the first two columns.
export function links(said, results) {
  const statements = results.getStatements?.();
  if (statements) return statements.map((s) => [s.subject.value, s.object.value, s.predicate.value]);
  const rows = results.getBindings() ?? [];
  const [from, to] = results.getVariables() ?? [];
  return rows.filter((row) => row[from] && row[to]).map((row) => [row[from].value, row[to].value, ""]);
}

export function MapView(said) {
  return class {
    constructor(yasr) {
      this.yasr = yasr;
      this.label = said.words.map;
      this.priority = 5;
    }
    getIcon() {
      return icon(...[[1, 1], [9, 1], [1, 9], [9, 9]].map(([x, y]) => shape("rect", { x, y, width: 6, height: 6, fill: "currentColor" })));
    }
    found() {
      const rows = this.yasr.results?.getBindings?.();
      return rows?.length ? counted(said, this.yasr.results.getVariables(), rows) : null;
    }
    canHandleResults() {
      return this.found() !== null;
    }
    draw() {
      const found = this.found();
      if (!found) {
        this.yasr.resultsEl.append(said.words.map_needs);
        return;
      }
      const most = Math.max(...found.values(), 1);
      const places = Object.values(said.squares);
      const [wide, high] = [0, 1].map((i) => (Math.max(...places.map((p) => p[i])) + 1) * SIDE);
      const picture = shape("svg", { viewBox: `0 0 ${wide} ${high}`, class: "chart map", role: "img", "aria-label": said.words.map });
      for (const [code, [x, y]] of Object.entries(said.squares)) {
        const number = found.get(code);
        const at = { x: x * SIDE, y: y * SIDE, width: SIDE - 4, height: SIDE - 4, rx: 4 };
        const middle = { x: x * SIDE + SIDE / 2 - 2, "text-anchor": "middle" };
        const box = number ? { ...at, class: "tint", "fill-opacity": 0.3 + 0.7 * Math.sqrt(Math.max(number, 0) / most) } : { ...at, class: "blank" };
        picture.append(shape("rect", box), shape("text", { ...middle, y: y * SIDE + (number ? 16 : 22), class: number ? "on" : "soft" }, code));
        if (number) picture.append(shape("text", { ...middle, y: y * SIDE + 30, class: "on" }, String(Math.round(number * 100) / 100)));
      }
      this.yasr.resultsEl.append(picture);
    }
  };
}

export function GraphView(said) {
  return class {
    constructor(yasr) {
      this.yasr = yasr;
      this.label = said.words.graph;
      this.priority = 4;
    }
    getIcon() {
      const line = shape("path", { d: "M4 4 L12 6 L6 13 Z", fill: "none", stroke: "currentColor" });
      return icon(line, ...[[4, 4], [12, 6], [6, 13]].map(([cx, cy]) => shape("circle", { cx, cy, r: 2.5, fill: "currentColor" })));
    }
    canHandleResults() {
      return Boolean(this.yasr.results) && links(said, this.yasr.results).length > 0;
    }
    draw() {
      const all = links(said, this.yasr.results);
      const shown = all.slice(0, MOST);
      const names = [...new Set(shown.flatMap(([from, to]) => [from, to]))];
      const at = settled(names, shown);
      const [xs, ys] = [0, 1].map((i) => [...at.values()].map((p) => p[i]));
      const [left, top] = [Math.min(...xs) - 110, Math.min(...ys) - 30];
      const view = [left, top, Math.max(...xs) - left + 200, Math.max(...ys) - top + 30].map(Math.round).join(" ");
      const picture = shape("svg", { viewBox: view, class: "chart", role: "group", "aria-label": said.words.graph });
      for (const [from, to, name] of shown) {
        const [[a, b], [c, d]] = [at.get(from), at.get(to)].map((p) => p.map(Math.round));
        const line = shape("path", { d: `M ${a} ${b} L ${c} ${d}`, class: "edge" });
        if (name) line.append(shape("title", {}, short(said, name)));
        picture.append(line);
      }
      for (const name of names) {
        const [cx, cy] = at.get(name).map(Math.round);
        const text = shape("text", { x: cx, y: cy - 9, "text-anchor": "middle" }, short(said, name));
        picture.append(linked(web(said, name), shape("title", {}, name), shape("circle", { cx, cy, r: 5, class: "bar" }), text));
      }
      if (all.length > MOST) this.yasr.resultsEl.append(said.words.graph_cut);
      this.yasr.resultsEl.append(picture);
    }
  };
}

// Nodes push each other away, links pull; the beginning is a circle, so that the same answer looks the same.
export function settled(names, edges) {
  const size = 60 * Math.sqrt(names.length);
  const at = new Map(names.map((name, i) => [name, [size * Math.cos((2 * Math.PI * i) / names.length), size * Math.sin((2 * Math.PI * i) / names.length)]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = 12 * (1 - round / ROUNDS);
    const pull = new Map(names.map((name) => [name, [0, 0]]));
    for (let i = 0; i < names.length; i += 1)
      for (let j = i + 1; j < names.length; j += 1) push(at, pull, names[i], names[j], (d) => -9000 / (d * d));
    for (const [from, to] of edges) if (from !== to) push(at, pull, from, to, (d) => (d - 110) / 8);
    for (const [name, [x, y]] of pull) {
      const length = Math.hypot(x, y) || 1;
      const [a, b] = at.get(name);
      at.set(name, [a + ((x - a / 60) / length) * Math.min(length, step), b + ((y - b / 60) / length) * Math.min(length, step)]);
    }
  }
  return at;
}

function push(at, pull, one, other, force) {
  const [[a, b], [c, d]] = [at.get(one), at.get(other)];
  const distance = Math.max(Math.hypot(c - a, d - b), 1);
  const [x, y] = [(c - a) / distance, (d - b) / distance].map((part) => part * force(distance));
  pull.get(one)[0] += x;
  pull.get(one)[1] += y;
  pull.get(other)[0] -= x;
  pull.get(other)[1] -= y;
}
