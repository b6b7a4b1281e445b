// The postcode index, opened in the browser; docs/postcode-index.md tells the file format.

// fault: "not an index", "other version", "cut short", "altered" or "other edition".
export class BadIndex extends Error {
  constructor(fault) {
    super(`postcode index: ${fault}`);
    this.fault = fault;
  }
}

// The index in an ArrayBuffer. live: for terminated postcodes, the index that they belong to. Throws BadIndex.
export async function open(buffer, live) {
  const bytes = new Uint8Array(buffer);
  const end = bytes.subarray(0, 80).indexOf(10);
  const line = new TextDecoder().decode(bytes.subarray(0, Math.max(end, 0)));
  const match = /^hustings-postcodes\/(\d+) (live|terminated) (\d+) ([0-9a-f]{8})$/.exec(line);
  if (!match) throw new BadIndex("not an index");
  if (match[1] !== "2") throw new BadIndex("other version");
  const stream = bytes.subarray(end + 1);
  if (stream.length < +match[3]) throw new BadIndex("cut short");
  if (stream.length > +match[3] || crc32(stream) !== match[4]) throw new BadIndex("altered");
  if ((match[2] === "live") !== !live) throw new BadIndex("other edition");
  const inflated = new Blob([stream]).stream().pipeThrough(new DecompressionStream("deflate"));
  const index = decode(new Uint8Array(await new Response(inflated).arrayBuffer()));
  if (live && index.head.companion !== live.crc) throw new BadIndex("other edition");
  return { ...index, crc: match[4] };
}

function decode(bytes) {
  let at = bytes.indexOf(10) + 1;
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, at)));
  const take = (count) => bytes.subarray(at, (at += count));
  const names = head.districts.split(" ").filter(Boolean).flatMap((group) => {
    const area = /^[A-Z]+/.exec(group)[0];
    return group.split(",").map((name, place) => (place ? area + name : name));
  });
  const { existence, positions } = existing(take, names.length, head.postcodes);
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const numbers = (count) => Uint32Array.from({ length: count }, number);
  const [places, near] = head.runs.map((count, kind) => {
    let postcode = 0;
    const starts = numbers(count).map((length) => positions[(postcode += length) - length]);
    const order = Uint32Array.from([head.places, head.neighbours][kind], (_, place) => place);
    const values = numbers(count).map((rank) => {
      const value = order[rank];
      order.copyWithin(1, 0, rank);
      return (order[0] = value);
    });
    return { starts, values };
  });
  const districts = new Map(names.map((name, place) => [name, place]));
  return { head, districts, irish: names.some((name) => /^BT/.test(name)), existence, places, near };
}

// The postcodes that exist, as bits and as their positions; packing.py explains the planes they are packed in.
function existing(take, districts, count) {
  const flags = take(Math.ceil(districts * 10 / 8));
  const sectors = [];
  for (let sector = 0; sector < districts * 10; sector++) if ((flags[sector >> 3] >> (sector & 7)) & 1) sectors.push(sector);
  const rows = [];
  planes(take, sectors.length).forEach((bits, place) => {
    for (let row = sectors[place] * 20; bits; row++, bits >>= 1) if (bits & 1) rows.push(row);
  });
  const existence = new Uint8Array(districts * 500);
  const positions = new Uint32Array(count);
  let found = 0;
  planes(take, rows.length).forEach((bits, place) => {
    for (let unit = rows[place] * 20; bits; unit++, bits >>= 1)
      if (bits & 1) {
        existence[unit >> 3] |= 1 << (unit & 7);
        positions[found++] = unit;
      }
  });
  return { existence, positions };
}

const ONES = Uint8Array.from({ length: 128 }, (_, value) => value.toString(2).replaceAll("0", "").length);

function planes(take, count) {
  const rows = new Uint32Array(count);
  const known = new Uint8Array(count);
  for (const first of [0, 6, 13]) {
    const plane = take(count);
    const next = new Uint32Array(22);
    for (const ones of known) next[ones + 1]++;
    for (let ones = 1; ones < 22; ones++) next[ones] += next[ones - 1];
    for (let row = 0; row < count; row++) {
      const bits = plane[next[known[row]]++];
      rows[row] |= bits << first;
      known[row] += ONES[bits];
    }
  }
  return rows;
}

function crc32(bytes) {
  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n;
  });
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 255];
  return (~crc >>> 0).toString(16).padStart(8, "0");
}
