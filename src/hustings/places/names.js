// What was typed, where it is no postcode: the names of areas, branches, constituencies, regions and countries. All is
// searched on the device; site/place_names.py makes the data.

const POSTCODE = /(?:^|[^A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?)[ \u00a0.-]*([0-9][A-Z]{2})(?![A-Z0-9])/g;

// The postcode in a pasted address, the last one; null where there is none, or where there is nothing else.
export function postcodeIn(text) {
  const plain = text.normalize("NFKC").toUpperCase();
  const found = [...plain.matchAll(POSTCODE)].at(-1);
  if (!found) return null;
  return found[0].replace(/[^A-Z0-9]/g, "") === plain.replace(/[^\p{L}\p{N}]/gu, "") ? null : `${found[1]} ${found[2]}`;
}

// A name as it is compared: without case, accents, punctuation, and the words that people leave out.
export function fold(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/&/g, " and ").replace(/['’.]/g, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").replace(/\bsaint\b/g, "st").replace(/\b(the|clp|branch|constituency)\b/g, " ").replace(/ +/g, " ").trim();
}

// The names in the text of places.bin (finder_data.py) as a list of {name, kind, areas, folded}.
export function readNames(text) {
  let kind, areas;
  return text.split("\n").filter(Boolean).flatMap((line) => {
    if (line[0] !== "\t") return [{ name: line, kind, areas, folded: fold(line) }];
    [, kind, ...areas] = line.split("\t");
    return [];
  });
}

const ORDER = ["area", "branch", "constituency", "region", "country"];
const MOST = 8;

// What a text can mean, the likeliest first: exactly called so; else each name with all of its words, or that begins so.
// Names that lead to the same areas under the same name are one. Too short a text, or too many names: none.
export function search(text, names) {
  const wanted = fold(text);
  if (wanted.length < 2) return [];
  const exact = names.filter(({ folded }) => folded === wanted);
  if (exact.length) return distinct(exact, true);
  if (wanted.length < 3) return [];
  const words = wanted.split(" ");
  const near = names.filter(({ folded }) => {
    const own = ` ${folded}`;
    return folded.startsWith(wanted) || words.every((word) => own.includes(` ${word}`));
  });
  const found = distinct(near, false);
  const together = new Set(found.map(({ areas }) => areas.join())).size === 1;
  return found.length > MOST && !together ? [] : found;
}

function distinct(hits, exact) {
  const found = new Map();
  const sorted = [...hits].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  for (const hit of sorted) {
    // Of things that are called just so, one that leads where another does says nothing more.
    const key = exact ? hit.areas.join() : `${hit.folded} ${hit.areas.join()}`;
    if (!found.has(key)) found.set(key, hit);
  }
  return [...found.values()];
}
