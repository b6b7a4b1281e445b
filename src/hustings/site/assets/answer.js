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
  } else if (past) parts.push(make("p", { class: "lead" }, data.slate ? say("never", { area: area.name }) : area.name));
  else if (data.slate)
    parts.push(make("p", { class: "lead" }, say("awaited", { area: area.name }) + (data.orders_on ? ` ${say("awaited_on", { on: data.orders_on })}` : "")));
  else parts.push(make("p", {}, say("awaited_neutral", { area: area.name })));
  if (area.others.length) parts.push(make("h3", { class: "do" }, say(past ? "others_past" : "others")), pack(area.others, past));
  parts.push(make("p", {}, make("a", { href: `${root}areas/${area.slug}.html`, target: "_top" }, say(past ? "see_page_past" : "see_page", { area: area.name }))));
  return parts;
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
