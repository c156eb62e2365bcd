// Writes table.bin from the n-gram table "medium" of the npm package eld 2.1.0
// (Efficient Language Detector, Copyright 2023 Nito T.M., Apache-2.0), and
// testdata/eld.json, what that package says of texts of our own.
//
//     npm install eld@2.1.0 && node gen.mjs       in this folder, then remove node_modules
//
// table.bin: number of languages (1 byte); for each its code (2 bytes) and its average score in thousandths less 700
// (1 byte); six numbers of n-grams of 1 to 6 bytes (uint32, little endian); the n-grams, sorted within each length; for
// each n-gram how many languages it speaks for (1 byte); for each of these the language and the weight (1 byte each).
import fs from 'fs';
import { ngramsData } from './node_modules/eld/src/ngrams/medium.js';
import { dictionary } from './node_modules/eld/src/dictionary.js';
import { avgScore } from './node_modules/eld/src/avgScore.js';
import eld from './node_modules/eld/src/entries/static.medium.js';

const byteOf = { ' ': 32 };
dictionary.forEach((c, i) => { if (c !== ' ') byteOf[c] = i; });
const grams = Object.keys(ngramsData.ngrams).map((g) => ({
  key: Buffer.from([...g].map((c) => byteOf[c] ?? c.charCodeAt(0))),
  pairs: Object.entries(ngramsData.ngrams[g]).map(([l, s]) => [+l, s]),
}));
grams.sort((a, b) => a.key.length - b.key.length || Buffer.compare(a.key, b.key));
const out = [];
const langs = Object.entries(ngramsData.languages).sort((a, b) => a[0] - b[0]).map((e) => e[1]);
out.push(Buffer.from([langs.length]));
for (const l of langs) out.push(Buffer.from(l, 'latin1'), Buffer.from([Math.round(avgScore[l] * 1000) - 700]));
for (let n = 1; n <= 6; n++) {
  const b = Buffer.alloc(4);
  b.writeUInt32LE(grams.filter((g) => g.key.length === n).length);
  out.push(b);
}
for (const g of grams) {
  if (g.key.length < 1 || g.key.length > 6 || g.pairs.some((p) => p[1] < 0 || p[1] > 255)) throw new Error('does not fit: ' + g.key);
  out.push(g.key);
}
out.push(Buffer.from(grams.map((g) => g.pairs.length)));
for (const g of grams) for (const p of g.pairs) out.push(Buffer.from(p));
fs.writeFileSync('table.bin', Buffer.concat(out));

const texts = fs.readFileSync('testdata/texts.txt', 'utf8').split('\n').filter((l) => l !== '').map((l) => l.split('\t'));
fs.writeFileSync('testdata/eld.json', '[\n' + texts.map(([want, t]) => {
  const r = eld.detect(t);
  const s = r.getScores();
  return JSON.stringify([want, t, r.language, s[r.language] ?? 0]);
}).join(',\n') + '\n]\n');
