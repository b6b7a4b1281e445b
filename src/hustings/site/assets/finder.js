// The finder: a postcode in, the order for that area out. What is typed stays in this page: it is in no form that could
// be sent, in no address, in no storage, and no request depends on it.
import { find, open, readDistricts } from "./lookup.js";
import { route } from "./route.js";

const box = document.getElementById("finder");
const answer = document.getElementById("answer");
const words = Object.fromEntries(
  [...document.getElementById("words").content.querySelectorAll("[data-word]")].map((p) => [p.dataset.word, p.textContent]),
);
const numerals = [...document.getElementById("numerals").content.children];
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// The input, put here by script: without a name, outside any form, never completed by the browser.
const input = make("input", {
  id: "postcode", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", autocorrect: "off",
  inputmode: "text", enterkeyhint: "go", maxlength: "64", "aria-describedby": "postcode-hint postcode-error",
});
const fault = make("p", { id: "postcode-error", class: "error", role: "alert" });
const button = make("button", { type: "button", onclick: look }, say("submit"));
input.addEventListener("keydown", (event) => event.key === "Enter" && look());
const aside = make("div", { class: "aside" });
box.append(
  make("label", { for: "postcode" }, say("label")),
  make("span", { id: "postcode-hint", class: "note" }, say("hint")),
  make("div", { class: "row" }, input, button),
  fault, aside,
);
fault.hidden = true;

// All data is asked for at once, before anything is typed; the terminated postcodes only after a first miss.
let data;
const from = {};
const loading = load();
loading.catch(() => {}); // told when somebody asks, by ready()

async function load() {
  data = await (await fetched(box.dataset.answers)).json();
  if (data.cover["@overseas"]) aside.append(make("button", { type: "button", class: "quiet", onclick: overseas }, say("overseas")));
  aside.append(make("button", { type: "button", class: "quiet", onclick: elsewhere }, say("elsewhere")));
  if (box.dataset.index) from.live = await open(await (await fetched(box.dataset.index)).arrayBuffer());
  else from.districts = readDistricts(await (await fetched(box.dataset.districts)).text());
}

async function fetched(address) {
  const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(address);
  return response;
}

async function ready() {
  try {
    const slow = setTimeout(() => tell(say("loading")), 400);
    await loading.finally(() => clearTimeout(slow));
    return true;
  } catch (error) {
    box.dataset.state = error.fault ? "altered" : "failed";
    tell(say(error.fault ? "altered" : "failed"), list());
    return false;
  }
}

async function look() {
  fault.hidden = true;
  input.removeAttribute("aria-invalid");
  if (!(await ready())) return;
  let found = find(input.value, from);
  if (found.more && box.dataset.terminated) {
    from.terminated = await fetched(box.dataset.terminated)
      .then((response) => response.arrayBuffer())
      .then((buffer) => open(buffer, from.live))
      .catch(() => null);
    found = find(input.value, from);
  }
  box.dataset.state = found.state;
  if (data.states[found.state] === "refused")
    return refuse(say(key(found.state), { typed: input.value.trim().slice(0, 20) }));
  show(found);
}

// The key of a state's words.
function key(state) {
  return state.replace(/[ -]/g, "_");
}

function refuse(message) {
  answer.replaceChildren();
  fault.textContent = message;
  fault.hidden = false;
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

function show(found) {
  const where = route(found, data.cover);
  box.dataset.outcome = where.outcome;
  const postcode = found.postcode;
  const read = found.repaired ? make("p", { class: "note" }, say("repaired", { postcode })) : null;
  const kind = data.states[found.state];
  if (kind === "asked") {
    const again = (candidate) => () => { input.value = candidate; look(); };
    return tell(say(key(found.state)), choices(found.candidates.map((candidate) => [candidate, again(candidate)])));
  }
  if (kind === "said") {
    const said = say(key(found.state), { postcode: postcode || "BFPO", month: data.month });
    if (where.area) return tell(said, ...orderFor(where.area));
    return tell(said, where.choices.length ? areaChoices(where.choices) : null, list());
  }
  if (where.outcome === "terminated") {
    const said = say("terminated", { postcode, area: where.choices.map((code) => data.areas[code].name).join(" / ") });
    return tell(said, ...(where.choices.length === 1 ? orderFor(where.choices[0]) : [areaChoices(where.choices), list()]));
  }
  if (where.outcome === "boundary") return tell(say("boundary", { postcode }), read, areaChoices(where.choices), list());
  if (where.outcome === "straddle")
    return tell(say("district", { postcode: postcode.split(" ")[0] }), read, areaChoices(where.choices), list());
  if (!where.area) return tell(say("unplaced", { place: postcode }), list());
  tell(say("found", { postcode, area: data.areas[where.area].name }), read, ...orderFor(where.area));
}

function overseas() {
  box.dataset.state = "overseas";
  ready().then((good) => good && tell(say("overseas_answer"), ...orderFor(data.cover["@overseas"][0])));
}

function elsewhere() {
  box.dataset.state = "elsewhere";
  ready().then((good) => good && tell(say("without_script"), areaChoices(Object.keys(data.areas))));
}

function areaChoices(codes) {
  return choices(codes.map((code) => [data.areas[code].name, () => tell(data.areas[code].name, ...orderFor(code))]));
}

function choices(pairs) {
  const items = pairs.map(([text, onclick]) => make("li", {}, make("button", { type: "button", class: "quiet", onclick }, text)));
  return make("ul", { class: "choices" }, ...items);
}

const list = () => make("p", {}, make("a", { href: document.getElementById("list") ? "#list" : `${box.dataset.root}how-to-vote.html`, target: "_top" }, say("see_list")));

// The answer: what to do first, then everything else.
function orderFor(code) {
  const area = { ...data.areas[code], ...data.advice[data.areas[code].advice] };
  const parts = [];
  const phase = document.documentElement.dataset.phase;
  if (phase === "nominations" && data.nominate.length)
    parts.push(make("p", {}, say("nominations_open", { until: data.nominations_until })), make("ul", { class: "plain names" }, ...data.nominate.map((name) => make("li", {}, make("bdi", {}, name)))));
  if ((phase === "counting" || phase === "result") && area.order.length) parts.push(make("p", { class: "note" }, say("voting_closed")));
  if (area.order.length) {
    parts.push(make("h2", {}, say(data.numbered ? "do" : "do_crosses")), ballot(area.order));
    if (area.origin) parts.push(make("p", { class: "origin" }, area.origin));
    if (data.after) parts.push(make("p", {}, data.after));
  } else if (data.slate) {
    parts.push(make("p", { class: "lead" }, say("awaited", { area: area.name }) + (data.orders_on ? ` ${say("awaited_on", { on: data.orders_on })}` : "")));
  } else parts.push(make("p", {}, say("awaited_neutral", { area: area.name })));
  if (area.others.length) parts.push(make("h2", {}, say("others")), pack(area.others));
  parts.push(make("p", {}, make("a", { href: `${box.dataset.root}areas/${area.slug}.html`, target: "_top" }, say("see_page", { area: area.name }))));
  return parts;
}

function ballot(names) {
  const rows = names.map((name, place) => {
    const mark = numerals[data.numbered ? place : numerals.length - 1].cloneNode(true);
    const spoken = make("span", { class: "hidden" }, data.numbered ? String(place + 1) : "✗");
    return make("li", {}, make("span", { class: "who" }, make("bdi", { class: "name" }, name)), make("span", { class: "box" }, spoken, ...mark.childNodes));
  });
  return make("ol", { class: "ballot" }, ...rows);
}

function pack(others) {
  const rows = others.map((advice) => {
    const names = advice.names.map((name, place) => make("span", { class: "choice" }, advice.numbered ? make("b", {}, String(place + 1)) : null, " ", make("bdi", {}, name), " "));
    const who = make("span", { class: "note" }, advice.electorate ? say("others_if", { electorate: advice.electorate }) : say("others_all"));
    return make("div", {}, make("dt", {}, advice.contest, " ", who), make("dd", {}, ...names, make("span", { class: "note" }, advice.after)));
  });
  return make("dl", { class: "pack" }, ...rows);
}

function tell(heading, ...parts) {
  const title = make("h2", { tabindex: "-1" }, heading);
  answer.replaceChildren(title, ...parts.filter(Boolean));
  title.focus();
}
