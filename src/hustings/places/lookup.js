// Postcode look-ups in the browser, with the answers of finder.py: the tests compare the two on every postcode.
// opening.js opens the index. Nothing is sent or stored.

const LETTERS = "ABDEFGHJLNPQRSTUWXYZ";
const UNIT_LETTER = /[^0-9CIKMOV]/;
const LOOK_ALIKE = {
  O: "0", I: "1", L: "1", S: "5", B: "8", Z: "2", G: "6", 0: "O", 1: "IL", 5: "S", 8: "B", 2: "Z", 6: "G",
};
const SPECIAL = {
  BT: ["northern ireland", "N92000002"],
  JE: ["crown dependency", "L93000001"],
  GY: ["crown dependency", "L93000001"],
  IM: ["crown dependency", "M83000003"],
  BF1: ["forces", ""],
  GIR: ["non-geographic", ""],
};

function get(index, district, unit) {
  const [, first, second] = [...unit].map((letter) => LETTERS.indexOf(letter));
  const bit = index.districts.get(district) * 4000 + unit[0] * 400 + first * 20 + second;
  if (first < 0 || second < 0 || isNaN(bit)) return null;
  if (!((index.existence[bit >> 3] >> (bit & 7)) & 1)) return null;
  const [constituency, region] = index.head.places[valueAt(index.places, bit)];
  const near = index.head.neighbours[valueAt(index.near, bit)].map((place) => index.head.places[place]);
  return { constituency, region, near };
}

function valueAt({ starts, values }, bit) {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] > bit) high = middle;
    else low = middle;
  }
  return values[low];
}

// The table of districts: Map of district to its regions, from the text that shortened() of districts.py makes.
export function readDistricts(text) {
  const rows = text.split("\n").filter((line) => line && line[0] !== "#").map((row) => row.split(" "));
  const short = new Map(rows.filter(([name]) => name[0] === "=").map(([name, region]) => [name.slice(1), region]));
  return new Map(rows.filter(([name]) => name[0] !== "=").flatMap(([letters, ...groups]) => {
    const regions = letters.split(",").map((letter) => short.get(letter));
    return groups.flatMap(ungrouped).map((district) => [district, regions]);
  }));
}

// «AB10-12,1A» → AB10, AB11, AB12, AB1A.
function ungrouped(group) {
  const area = /^[A-Z]+/.exec(group)[0];
  return group.slice(area.length).split(",").flatMap((part) => {
    const [first, last] = part.split("-");
    return last ? Array.from({ length: last - first + 1 }, (_, place) => area + (+first + place)) : area + part;
  });
}

const DISTRICT = "[A-Z]{1,2}[0-9][A-Z0-9]?|GIR|NPT";
const WELL_FORMED = RegExp(`^(${DISTRICT})([0-9][A-Z]{2})$`);
const PARTIAL = RegExp(`^(?:[A-Z]{1,2}|(?:${DISTRICT})(?:[0-9][A-Z]?)?)$`);

// The Answer of finder.py to what was typed. from: {live, terminated, districts}, each optional. more: it may be
// another once the terminated postcodes are read; pass terminated: null where that fails.
export function find(text, from) {
  const compact = text.slice(0, 64).normalize("NFKC").toUpperCase().replace(/[^\p{L}\p{N}]+/gu, "");
  if (!compact) return answer("empty");
  const { live, terminated } = from;
  const unread = Boolean(live && live.head.terminated && terminated === undefined);
  const typed = WELL_FORMED.exec(compact);
  let absent = answer("malformed", { more: unread });
  if (typed) {
    const [, district, unit] = typed;
    const known = exact(district, unit, from);
    if (known) return known;
    absent = answer("not in list", { postcode: `${district} ${unit}`, more: unread });
    if (unread || (live ?? from)?.districts?.has(district)) return absent;
  } else if (/^BFPO[0-9]{0,4}$/.test(compact)) return answer("forces");
  else if (PARTIAL.test(compact)) return answer("partial");
  return repaired(compact, from, absent) ?? absent;
}

function answer(state, facts) {
  return {
    state, postcode: "", constituency: "", region: "", near: [],
    repaired: false, candidates: [], regions: [], more: false, ...facts,
  };
}

function exact(district, unit, { live, terminated, districts }) {
  const postcode = `${district} ${unit}`;
  const entry = live && get(live, district, unit);
  if (entry?.constituency) return answer("found", { postcode, ...entry });
  const special = SPECIAL[district] ?? SPECIAL[district.slice(0, 2)];
  const listed = live?.irish && special === SPECIAL.BT;
  if (special && !listed) return answer(special[0], { postcode, region: special[1] });
  if (entry) return answer("no location", { postcode });
  const gone = terminated && get(terminated, district, unit);
  if (gone) return answer("terminated", { postcode, constituency: gone.constituency, region: gone.region });
  const regions = !live && districts?.get(district);
  return regions ? answer("district", { postcode, regions }) : null;
}

function repaired(compact, from, { state }) {
  if (compact.length < 5 || compact.length > 7) return null;
  let texts = [["", 0]];
  [...compact].forEach((typed, place) => {
    const unit = place - compact.length + 3;
    const here = place === 0 ? /[A-Z]/ : unit < 0 ? /./ : unit === 0 ? /[0-9]/ : UNIT_LETTER;
    const reads = [...typed + (LOOK_ALIKE[typed] ?? "")].filter((read) => here.test(read));
    texts = texts.flatMap(([text, changes]) => reads.map((read) => [text + read, changes + (read !== typed)]));
  });
  let real = texts.flatMap(([text, changes]) => {
    const match = changes && WELL_FORMED.exec(text);
    const known = match && exact(match[1], match[2], from);
    return known ? [{ changes, known }] : [];
  });
  const current = real.filter(({ known }) => known.state !== "terminated");
  real = current.length ? current : real;
  const fewest = Math.min(...real.map(({ changes }) => changes));
  const best = real.filter(({ changes }) => changes === fewest).map(({ known }) => known);
  if (best.length > 1) return answer("ambiguous", { candidates: best.map(({ postcode }) => postcode).sort() });
  return best.length ? { ...best[0], repaired: true } : state === "malformed" ? meant(texts, from.live ?? from) : null;
}

// Where no reading is real: the one with fewest changes whose district is, if it is one.
function meant(texts, { districts }) {
  const near = texts.map(([text, changes]) => [changes, WELL_FORMED.exec(text)]).filter(([changes, match]) => changes && match && districts?.has(match[1]));
  const best = near.filter(([changes]) => changes === Math.min(...near.map(([each]) => each)));
  return best.length === 1 ? answer("not in list", { postcode: `${best[0][1][1]} ${best[0][1][2]}`, repaired: true }) : null;
}
