// The editor in place of the plain form, where it could be loaded. What it asks is what the form asks.
const place = document.getElementById("editor");
const plain = document.getElementById("plain");
const said = JSON.parse(document.getElementById("examples").textContent);

// The editor wants every prefix declared; the endpoint knows ours without.
function declared(text) {
  const used = Object.entries(said.prefixes).filter(
    ([prefix]) => new RegExp(`(^|[^\\w:])${prefix}:`).test(text) && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text),
  );
  return used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("") + text;
}

function begin() {
  if (typeof window.Yasgui !== "function") return;
  place.hidden = false;
  const yasgui = new window.Yasgui(place, {
    requestConfig: { endpoint: new URL(said.endpoint, location.href).href, method: "GET" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: "kg",
    yasqe: { value: declared(document.getElementById("query").value) },
  });
  const query = new URLSearchParams(location.search).get("query");
  const tab = yasgui.getTab();
  if (query && tab) tab.setQuery(declared(query));
  const list = document.createElement("select");
  list.id = "choose";
  list.append(new Option("…", ""));
  for (const { name, query: text } of said.examples) list.append(new Option(name, text));
  list.addEventListener("change", () => {
    if (list.value) yasgui.getTab().setQuery(declared(list.value));
  });
  const label = document.createElement("label");
  label.htmlFor = "choose";
  label.textContent = document.querySelector('main a[href$="/queries"]').textContent + " ";
  const line = document.createElement("p");
  line.append(label, list);
  place.before(line);
  plain.hidden = true;
}

begin();
