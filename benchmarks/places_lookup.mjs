// Times lookup.js: node places_lookup.mjs MODULES INDEX < postcodes (a JSON array); prints JSON, times in seconds.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [modules, path] = process.argv.slice(2);
const { open } = await import(pathToFileURL(`${modules}/opening.js`));
const { find } = await import(pathToFileURL(`${modules}/lookup.js`));
const postcodes = JSON.parse(await text(process.stdin));
const bytes = new Uint8Array(await readFile(path)).buffer;

const began = performance.now();
const live = await open(bytes);
const opened = performance.now();

// One by one first: what a person meets is a single look-up, the first of all by code not yet compiled.
const single = postcodes.slice(0, 10_000).map((postcode) => {
  const before = performance.now();
  find(postcode, { live, terminated: null });
  return performance.now() - before;
});
const first = single[0];
single.sort((one, other) => one - other);

const started = performance.now();
for (const postcode of postcodes)
  if (find(postcode, { live, terminated: null }).state !== "found") throw new Error(postcode);
const ended = performance.now();
const seconds = (milliseconds) => milliseconds / 1000;
console.log(JSON.stringify({
  open: seconds(opened - began), all: seconds(ended - started), first: seconds(first), usual: seconds(single[9_990]),
}));
