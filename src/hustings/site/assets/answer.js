// An area's answer as the finder shows it: what to do first, then everything else; after the vote, what was recommended.
import { make, say } from "./box.js";

const numerals = [...document.getElementById("numerals").content.children];

export function orderFor(data, root, code) {
  const area = { ...data.areas[code], ...data.advice[data.areas[code].advice] };
  const phase = document.documentElement.dataset.phase;
  const group = data.groups[phase];
  const past = group === "past";
  const parts = [];
  if (past) parts.push(make("p", { class: "note" }, say("voting_closed")));
  if (phase === "nominations" && data.nominate.length)
    parts.push(make("p", {}, say("nominations_open", { until: data.nominations_until })), make("ul", { class: "plain names" }, ...data.nominate.map((name) => make("li", {}, make("bdi", {}, name)))));
  if (area.order.length) {
    if (!past) parts.push(...area.changed.map((text) => make("p", { class: "changed" }, text)));
    parts.push(make("h3", { class: "do" }, say(doing(data.system, group))), ballot(area.order, past ? "" : data.system));
    if (!past && data.closes) parts.push(make("p", { class: "deadline" }, say("do_by", { until: data.closes })));
    if (area.origin) parts.push(make("p", { class: "origin" }, area.origin));
    if (data.after && !past) parts.push(make("p", {}, data.after));
    if (!past) parts.push(sharing(data, root, area));
  } else if (past) parts.push(make("p", { class: "lead" }, data.slate ? say("never", { area: area.name }) : area.name));
  else if (data.slate)
    parts.push(make("p", { class: "lead" }, say("awaited", { area: area.name }) + (data.orders_on ? ` ${say("awaited_on", { on: data.orders_on })}` : "")));
  else parts.push(make("p", {}, say("awaited_neutral", { area: area.name })));
  const others = data.packs[area.others];
  if (others.length) parts.push(make("h3", { class: "do" }, say(past ? "others_past" : "others")), pack(others, past));
  parts.push(make("p", {}, make("a", { href: `${root}areas/${area.slug}.html`, target: "_top" }, say(past ? "see_page_past" : "see_page", { area: area.name }))));
  return parts;
}

// Ways to pass the area's order on; its address and words, never what was typed.
function sharing(data, root, area) {
  const page = `areas/${area.slug}.html`;
  const url = data.base ? `${data.base}/${page}` : new URL(root + page, document.baseURI).href;
  const names = area.order.map((name, place) => (data.system === "numbers" ? `${place + 1} ${name}` : name)).join(", ");
  const text = say("share_order", { area: area.name, names, contest: data.contest });
  const title = area.name;
  const fill = (form) => form.replace(/\{(\w+)\}/g, (all, key) => encodeURIComponent({ title, text, url }[key]));
  const button = (word, more) => make("li", {}, make("button", { type: "button", class: "quiet", ...more }, say(word)), " ", make("span", { role: "status", class: "note" }));
  const ways = navigator.share
    ? [button("share_sheet", { "data-action": "share", "data-title": title, "data-text": text, "data-url": url })]
    : Object.entries(data.services).map(([name, form]) => make("li", {}, make("a", { href: fill(form), rel: "noreferrer", target: "_top" }, name)));
  if (data.deadline) ways.push(make("li", {}, make("a", { href: `${root}vote-by.ics` }, say("share_deadline"))));
  return make("div", { class: "actions" }, make("ul", { class: "plain share" }, ...ways, button("share_copy_text", { "data-action": "copy", "data-copy": `${text} ${url}`, "data-done": say("share_done") })));
}

function doing(system, group) {
  if (group === "past") return system === "crosses" ? "was_crosses" : "was";
  if (!system) return "do_unknown";
  return (system === "crosses" ? "do_crosses" : "do") + (group === "ahead" ? "_ahead" : "");
}

function ballot(names, marks) {
  const rows = names.map((name, place) => {
    const who = make("span", { class: "who" }, make("bdi", { class: "name" }, name));
    if (!marks) return make("li", {}, who);
    const mark = numerals[marks === "numbers" ? place : numerals.length - 1].cloneNode(true);
    const spoken = make("span", { class: "hidden" }, marks === "numbers" ? String(place + 1) : "✗");
    return make("li", {}, who, make("span", { class: "box" }, spoken, ...mark.childNodes));
  });
  return make("ol", { class: marks ? "ballot" : "ballot unmarked" }, ...rows);
}

function pack(others, past) {
  const rows = others.map((advice) => {
    const numbered = advice.system === "numbers" && !past;
    const names = advice.names.map((name, place) => make("span", { class: "choice" }, numbered ? make("b", {}, String(place + 1)) : null, " ", make("bdi", {}, name), " "));
    const who = make("span", { class: "note" }, advice.electorate ? say("others_if", { electorate: advice.electorate }) : say("others_all"));
    return make("div", {}, make("dt", {}, advice.contest, " ", who), make("dd", {}, ...names, past ? null : make("span", { class: "note" }, advice.after)));
  });
  return make("dl", { class: "pack" }, ...rows);
}
