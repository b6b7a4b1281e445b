// The question's box. It is drawn at once; what answers is loaded behind it, by everybody alike and whatever is typed.
export const box = document.getElementById("finder");
export const answer = document.getElementById("answer");
const words = Object.fromEntries(
  [...document.getElementById("words").content.querySelectorAll("[data-word]")].map((p) => [p.dataset.word, p.textContent]),
);

export const learn = (more) => Object.assign(words, more);
export const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const input = make("input", {
  id: "postcode", type: "text", autocomplete: "postal-code", autocapitalize: "characters", spellcheck: "false",
  autocorrect: "off", inputmode: "text", enterkeyhint: "go", maxlength: "300", "aria-describedby": "postcode-hint postcode-error",
});
export const fault = make("p", { id: "postcode-error", class: "error", role: "alert" });
export const status = make("p", { class: "note status", role: "status" });
const ask = (what) => () => finder().then((module) => module[what](), failed);
const past = document.documentElement.dataset.group === "past";
// Browsers keep what differs from an input's own value, for a page that is opened again. Here nothing differs.
input.addEventListener("input", () => { input.defaultValue = input.value; });
input.addEventListener("keydown", (event) => event.key === "Enter" && ask("look")());
const button = make("button", { type: "button", onclick: ask("look") }, say(past ? "submit_past" : "submit"));
const buttons = ["overseas", "elsewhere"].map((key) => make("button", { type: "button", class: "quiet", onclick: ask(key) }, say(key)));
buttons[0].hidden = !("overseas" in box.dataset);
box.append(
  make("label", { for: "postcode" }, say("label")),
  make("span", { id: "postcode-hint", class: "note" }, say("hint")),
  fault, make("div", { class: "row" }, input, button), status, make("div", { class: "aside" }, ...buttons),
);
fault.hidden = true;

export async function fetched(address) {
  const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(address);
  return response;
}

// The areas and the table of districts, asked for while the scripts that read them come.
export const base = Promise.all([
  fetched(box.dataset.answers).then((response) => response.json()),
  fetched(box.dataset.districts).then((response) => response.text()),
]);
base.catch(() => {}); // told when somebody asks
// Behind them the names, whether the scripts are there yet or not.
export const listed = base.then(() => fetched(box.dataset.places));
listed.catch(() => {}); // then names are not found

let loading = null;
function finder() {
  loading ??= import("./finder.js");
  return loading;
}
// All scripts at once, not one after the other that asks for it.
for (const script of [finder(), import("./answer.js"), import("./lookup.js"), import("./names.js"), import("./route.js")])
  script.catch(() => {}); // told when somebody asks

export const list = () => make("p", {}, make("a", { href: document.getElementById("list") ? "#list" : `${box.dataset.root}how-to-vote.html#areas`, target: "_top" }, say("see_list")));

export function failed() {
  box.dataset.state = "failed";
  answer.replaceChildren(make("h2", { tabindex: "-1" }, say("failed")), list());
  answer.firstChild.focus();
}
