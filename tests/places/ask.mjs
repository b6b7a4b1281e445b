// Asks lookup.js and route.js, for the tests: {modules, index, terminated, districts, cover, texts} as JSON on standard
// input, one line an answer on standard output.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const told = JSON.parse(await text(process.stdin));
const { open } = await import(pathToFileURL(`${told.modules}/opening.js`));
const { find, readDistricts } = await import(pathToFileURL(`${told.modules}/lookup.js`));
const { route } = await import(pathToFileURL(`${told.modules}/route.js`));
const bytes = async (path) => new Uint8Array(await readFile(path)).buffer;

const from = {};
try {
  if (told.index) from.live = await open(await bytes(told.index));
  if (told.terminated) from.terminated = await open(await bytes(told.terminated), from.live);
  if (told.districts) from.districts = readDistricts(await readFile(told.districts, "utf-8"));
  const lines = told.texts.map((typed) => {
    const { state, postcode, constituency, region, near, repaired, candidates, regions, more } = find(typed, from);
    const { outcome, area, choices } = route({ state, constituency, region, near, regions }, told.cover);
    return [
      state, postcode, constituency, region, near.join(), repaired ? "repaired" : "", candidates.join(),
      regions.join(), outcome, area ?? "", choices.join(), more ? "more" : "",
    ].join("|");
  });
  process.stdout.write(lines.join("\n"));
} catch (error) {
  if (!error.fault) throw error;
  process.stdout.write(`fault: ${error.fault}`);
}
