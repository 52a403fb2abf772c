// The editor in place of the plain form, where it could be loaded. What it asks is what the form asks.
import { GraphView, MapView } from "./views.js";

const said = JSON.parse(document.getElementById("examples").textContent);
const endpoint = new URL(said.endpoint, location.href).href;
const place = document.getElementById("editor");
const plain = document.getElementById("plain");

// The editor wants every prefix declared; the endpoint knows ours without.
function declared(text) {
  const used = Object.entries(said.prefixes).filter(
    ([prefix]) => new RegExp(`(^|[^\\w:])${prefix}:`).test(text) && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text),
  );
  return used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("") + text;
}

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

// What the editor completes is what stands here; by itself it would ask servers elsewhere.
function complete(Yasqe) {
  const own = { property: said.terms.property, class: said.terms.class };
  for (const [name, found] of Object.entries(own))
    Yasqe.registerAutocompleter({ ...Yasqe.Autocompleters[name], bulk: true, persistenceId: null, get: () => found });
  const prefixes = Object.entries(said.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.registerAutocompleter({ ...Yasqe.Autocompleters.prefixes, persistenceId: null, get: () => prefixes });
}

function chooser(yasgui) {
  const list = element("select", { id: "choose" }, new Option("…", ""));
  for (const { name, query } of said.examples) list.append(new Option(name, query));
  list.addEventListener("change", () => {
    if (!list.value) return;
    yasgui.getTab().setQuery(declared(list.value));
    document.getElementById("query").value = list.value;
  });
  return [element("label", { htmlFor: "choose", textContent: said.words.choose_example }), " ", list];
}

// Names that the editor does not give to its fields, for those who do not see them.
function label(yasgui) {
  const tab = yasgui.getTab();
  if (!tab?.getYasqe()) return;
  tab.getYasqe().getInputField().setAttribute("aria-label", said.words.query);
  for (const more of yasgui.rootEl.querySelectorAll("[role=tablist] button.addTab")) more.setAttribute("role", "tab"); // it opens one
  tab.getYasr().on("drawn", (yasr) => {
    for (const list of yasr.rootEl.querySelectorAll("select.tableSizer")) list.setAttribute("aria-label", said.words.page_size);
    for (const raw of yasr.rootEl.querySelectorAll("textarea")) raw.setAttribute("aria-label", said.words.response);
  });
}

// One of the two is shown; the other gets its text.
function switcher(yasgui) {
  const button = element("button", { type: "button", className: "quiet", textContent: said.words.show_form });
  button.addEventListener("click", () => {
    const text = document.getElementById("query");
    if (plain.hidden) text.value = yasgui.getTab().getYasqe().getValue();
    else yasgui.getTab().setQuery(text.value);
    plain.hidden = !plain.hidden;
    place.hidden = !place.hidden;
    button.textContent = plain.hidden ? said.words.show_form : said.words.show_editor;
    if (!place.hidden) yasgui.getTab().getYasqe().refresh();
  });
  return button;
}

function begin(Yasgui) {
  complete(Yasgui.Yasqe);
  Yasgui.Yasr.registerPlugin("map", MapView(said));
  Yasgui.Yasr.registerPlugin("graph", GraphView(said));
  Yasgui.Yasr.defaults.pluginOrder = ["table", "map", "graph", "response"];
  Yasgui.Tab.prototype.getShareableLink = function () {
    return `${endpoint}?query=${encodeURIComponent(this.getYasqe().getValue())}`;
  };
  place.hidden = false;
  const asked = new URLSearchParams(location.search).get("query");
  const first = declared(asked ?? document.getElementById("query").value);
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "GET" },
    copyEndpointOnNewTab: true,
    populateFromUrl: false,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: "kg",
    yasqe: { value: first },
    yasr: { prefixes: said.prefixes },
  });
  label(yasgui);
  yasgui.on("tabSelect", () => setTimeout(label, 0, yasgui));
  const tab = yasgui.getTab();
  tab.setEndpoint(endpoint);
  if (asked !== null) tab.setQuery(first);
  place.before(element("p", { className: "choose" }, ...chooser(yasgui), " ", switcher(yasgui)));
  plain.hidden = true;
}

if (typeof window.Yasgui === "function") {
  try {
    begin(window.Yasgui);
  } catch (error) {
    console.error(error); // another version of the editor than the one meant: the plain form stays
    place.hidden = true;
    plain.hidden = false;
  }
}
