// The question: a postcode, a pasted address, a branch, a place or a country in; the order for its area out. What is
// typed stays in this page: it is in no form that could be sent, in no address, in no storage, and no request depends
// on it: everything is fetched by everybody, in the same order, before and whatever is typed.
import { orderFor } from "./answer.js";
import { answer, base, box, failed, fault, fetched, input, learn, list, listed, make, say, status } from "./box.js";
import { find, readDistricts } from "./lookup.js";
import { postcodeIn, readNames, search } from "./names.js";
import { route } from "./route.js";

const bar = make("progress", { max: "1" });

// First the areas and the table of districts (box.js), then the names, then the index, which answers as soon as it is
// there, and at last the postcodes that have ended.
let data, names, districts;
const from = {};
const begun = base.then(([areas, table]) => {
  data = areas;
  learn(data.words);
  bar.setAttribute("aria-label", say("loading"));
  districts = readDistricts(table);
});
begun.catch(() => {}); // told when somebody asks
const naming = listed.then(async (response) => {
  names = readNames(await new Response(response.body.pipeThrough(new DecompressionStream("deflate"))).text());
}).catch(() => { names = []; });
let trouble = "";
// The index is asked for when the names begin to come, so that the line is never idle.
listed.catch(() => {}).then(loadIndex).catch((error) => { trouble = error.fault ? "altered" : "not_loaded"; }).finally(() => { bar.remove(); after?.(); });

async function loadIndex() {
  if (!box.dataset.index) return;
  const [{ open }, response] = await Promise.all([import("./opening.js"), fetched(box.dataset.index)]);
  const live = await open(await streamed(response));
  from.live = live;
  if (!live.head.terminated) return;
  fetched(box.dataset.terminated)
    .then((ended) => ended.arrayBuffer())
    .then((buffer) => open(buffer, live))
    .catch(() => null)
    .then((ended) => { from.terminated = ended; ending?.(); });
}

// The bytes of a response, with progress where its length is known.
async function streamed(response) {
  const length = +response.headers.get("Content-Length");
  if (!length || response.headers.get("Content-Encoding") || !response.body) return response.arrayBuffer();
  const parts = [];
  let got = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bar.value = (got += value.length) / length;
  }
  return new Blob(parts).arrayBuffer();
}

async function ready() {
  const slow = setTimeout(() => { status.textContent = say("loading"); }, 400);
  try {
    await begun;
    return true;
  } catch {
    failed();
    return false;
  } finally {
    clearTimeout(slow);
    status.textContent = "";
  }
}

// What happens once the index is there or has failed, and once the postcodes that have ended are: the last question
// that waits for it.
let after = null, ending = null;

export async function look() {
  after = ending = null;
  fault.hidden = true;
  input.removeAttribute("aria-invalid");
  if (!(await ready())) return;
  const typed = input.value.trim();
  const postcode = postcodeIn(typed);
  // A text without figures is a name before it is the beginning of a postcode: «Ely», «Bath».
  if (!postcode && !/[0-9]/.test(typed) && (await named(typed))) return;
  const asked = postcode ?? typed;
  const quick = find(asked, { districts });
  box.dataset.state = quick.state;
  if (quick.state === "partial" && district(quick, typed)) return;
  if (quick.state === "malformed" && (await named(typed))) return;
  if (data.states[quick.state] === "refused" && !(quick.state === "malformed" && from.live))
    return refuse(say(key(quick.state), { typed: typed.slice(0, 40) }));
  // Where the table decides, its answer stands, whether the index is there yet or comes behind.
  const decided = !quick.repaired && route(quick, data.cover).outcome === "found" ? route(quick, data.cover).area : null;
  if (from.live) return behind(asked, decided);
  show(quick);
  if (trouble) return note(say(trouble), list());
  if (!box.dataset.index) return;
  status.replaceChildren(say("checking"), " ", bar);
  after = () => behind(asked, decided, true);
}

// The index is there. It may add a note to an answer of the table, and answers where the table could not decide.
function behind(asked, decided, shown = false) {
  after = ending = null;
  status.replaceChildren();
  if (trouble) return note(say(trouble), list());
  const found = find(asked, from);
  const quick = find(asked, { districts });
  // Not among those in use: it may be one that has ended.
  if (found.more) {
    if (!shown && data.states[quick.state] !== "refused") show(quick);
    status.textContent = say("checking");
    ending = () => behind(asked, decided, true);
    return;
  }
  const where = route(found, data.cover);
  box.dataset.state = found.state;
  if (data.states[found.state] === "refused") {
    // The table read it as a postcode of a district that the index does not know.
    if (quick.state !== "district") return refuse(say(key(found.state), { typed: asked.slice(0, 40) }));
    show(quick);
    return note(say("not_in_list", { postcode: quick.postcode, month: data.month }), list());
  }
  if (!decided) return show(found);
  if (where.outcome === "found" && where.area === decided) return shown ? undefined : show(found);
  if (!shown) show(quick);
  const { postcode } = found;
  if (where.outcome === "terminated") note(say("terminated_note", { postcode }));
  else if (where.choices.length) note(say("boundary", { postcode }), areaChoices([...new Set([decided, ...where.choices])]));
  else note(say(key(found.state), { postcode, month: data.month }), list());
}

function note(...parts) {
  answer.append(make("div", { class: "origin added", role: "status" }, ...parts));
}

// The key of a state's words.
const key = (state) => state.replace(/[ -]/g, "_");

function refuse(message) {
  answer.replaceChildren();
  fault.replaceChildren(make("span", {}, message), " ", list().firstChild);
  fault.hidden = false;
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

// A district alone, such as SE15: where its postcodes are.
function district(found, typed) {
  const compact = typed.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/^([A-Z]{1,2}[0-9][A-Z0-9]?)[0-9][A-Z]?$/, (all, name) => (districts.has(all) ? all : name));
  const special = find(`${compact}1AA`, {});
  if (!districts.has(compact) && !/^(northern|crown|forces)/.test(special.state)) return false;
  box.dataset.state = "district";
  show(districts.has(compact) ? { ...found, state: "district", postcode: compact, regions: districts.get(compact) } : { ...special, postcode: compact });
  return true;
}

// A name of a branch, area, constituency, region or country; false where nothing is called so.
async function named(typed) {
  await naming;
  const hits = search(typed, names);
  if (!hits.length) return false;
  box.dataset.state = "named";
  const [first] = hits;
  const places = new Set(hits.map((hit) => hit.areas.join()));
  if (hits.length === 1) placed(first);
  else if (places.size === 1 && first.areas.length === 1) tell(say("of_area", { area: data.areas[first.areas[0]].name }), ...order(first.areas[0]));
  else tell(say("which"), choices(hits.map((hit) => [label(hit), () => placed(hit)])), list());
  return true;
}

// A name with its area, where that has another name.
function label({ name, areas }) {
  const area = areas.length === 1 ? data.areas[areas[0]].name : name;
  return area === name ? name : `${name} (${area})`;
}

function placed({ name, kind, areas }) {
  if (!areas.length) return tell(say("nobody", { place: name }), list());
  if (areas.length > 1) return tell(say("several", { place: name }), areaChoices(areas), list());
  const area = data.areas[areas[0]].name;
  if (kind === "country") return tell(say("country", { place: name }), ...order(areas[0]));
  tell(area === name ? say("of_area", { area }) : say("found", { postcode: name, area }), ...order(areas[0]));
}

const order = (code) => orderFor(data, box.dataset.root, code);

function show(found) {
  const where = route(found, data.cover);
  box.dataset.outcome = where.outcome;
  const postcode = found.postcode;
  const read = found.repaired ? make("p", { class: "note" }, say("repaired", { postcode })) : null;
  const kind = data.states[found.state];
  if (kind === "asked") {
    const again = (candidate) => () => { input.value = input.defaultValue = candidate; look(); };
    return tell(say(key(found.state)), choices(found.candidates.map((candidate) => [candidate, again(candidate)])));
  }
  if (where.outcome === "nobody") return tell(say("nobody", { place: postcode || "BFPO" }), read, list());
  if (kind === "said") {
    const said = say(key(found.state), { postcode: postcode || "BFPO", month: data.month });
    if (where.area) return tell(said, read, ...order(where.area));
    return tell(said, read, where.choices.length ? areaChoices(where.choices) : null, list());
  }
  if (where.outcome === "terminated") {
    const said = say("terminated", { postcode, area: where.choices.map((code) => data.areas[code].name).join(" / ") });
    return tell(said, ...(where.choices.length === 1 ? order(where.choices[0]) : [areaChoices(where.choices), list()]));
  }
  if (where.outcome === "boundary") return tell(say("boundary", { postcode }), read, areaChoices(where.choices), list());
  if (where.outcome === "straddle")
    return tell(say("district", { postcode: postcode.split(" ")[0] }), read, areaChoices(where.choices), list());
  if (!where.area) return tell(say("unplaced", { place: postcode }), list());
  const area = data.areas[where.area].name;
  const said = found.state === "district" ? say("district_found", { postcode: postcode.split(" ")[0], area }) : say("found", { postcode, area });
  tell(said, read, ...order(where.area));
}

export function overseas() {
  box.dataset.state = "overseas";
  fault.hidden = true;
  ready().then((good) => good && tell(say("overseas_answer"), ...order(data.cover["@overseas"][0])));
}

export function elsewhere() {
  box.dataset.state = "elsewhere";
  fault.hidden = true;
  ready().then((good) => good && tell(say("without_script"), areaChoices(Object.keys(data.areas))));
}

function areaChoices(codes) {
  return choices(codes.map((code) => [data.areas[code].name, () => tell(data.areas[code].name, ...order(code))]));
}

function choices(pairs) {
  const items = pairs.map(([text, onclick]) => make("li", {}, make("button", { type: "button", class: "quiet", onclick }, text)));
  return make("ul", { class: "choices" }, ...items);
}

// The answer: its heading has the focus, which says it once, and stands at the top of the screen.
function tell(heading, ...parts) {
  after = ending = null;
  status.replaceChildren();
  const title = make("h2", { tabindex: "-1" }, heading);
  answer.replaceChildren(title, ...parts.filter(Boolean));
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: "start" });
}
