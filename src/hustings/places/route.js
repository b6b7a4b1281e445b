// Which of the organisation's areas an answer of lookup.js leads to: the same decisions as areas.py, which explains
// them. cover: code or word → areas, as Areas.compact gives it.

export function route(answer, cover) {
  const at = (constituency, region) => cover[constituency] ?? cover[region] ?? [];
  const special = (code) =>
    code in cover && !cover[code].length ? { outcome: "nobody", area: null, choices: [] } : oneOf("special", at("", code));
  switch (answer.state) {
    case "found": {
      const own = at(answer.constituency, answer.region);
      if (!own.length) return { outcome: answer.constituency in cover || answer.region in cover ? "nobody" : "unknown", area: null, choices: own };
      if (own.length > 1) return { outcome: "straddle", area: null, choices: own };
      const near = answer.near.flatMap(([constituency, region]) => at(constituency, region));
      const choices = [...new Set([own[0], ...near])];
      return { outcome: choices.length > 1 ? "boundary" : "found", area: own[0], choices };
    }
    case "terminated":
      return { outcome: "terminated", area: null, choices: at(answer.constituency, answer.region) };
    case "district":
      return oneOf("found", [...new Set(answer.regions.flatMap((region) => at("", region)))]);
    case "northern ireland":
      return special("N92000002");
    case "crown dependency":
      return special("@crown");
    case "forces":
      return special("@forces");
  }
  return { outcome: "unknown", area: null, choices: [] };
}

function oneOf(outcome, choices) {
  if (choices.length > 1) return { outcome: "straddle", area: null, choices };
  return { outcome, area: choices[0] ?? null, choices };
}
