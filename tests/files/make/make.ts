// Makes the workbooks of tests/files/books and writes beside each what must come out of it: `npm run books [WORD]`.
// Some are made by LibreOffice (Debian's libreoffice-calc), so this runs by hand; what it made is kept.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Expected } from "../expected.ts";
import type { Book } from "./book.ts";
import { cells } from "./cells.ts";
import { encodings } from "./encodings.ts";
import { headers } from "./headers.ts";
import { refusals } from "./refusals.ts";
import { shapes } from "./shapes.ts";

const FOLDER = fileURLToPath(new URL("../books/", import.meta.url));
const word = process.argv[2] ?? "";

for (const book of [...encodings, ...headers, ...cells, ...shapes, ...refusals]) {
  if (!book.file.includes(word)) continue;
  const content = await book.make();
  writeFileSync(`${FOLDER}${book.file}`, content);
  writeFileSync(`${FOLDER}${book.file}.json`, `${JSON.stringify(expectedOf(book), null, 2)}\n`);
  console.log(`${book.file} ${(content.length / 1024).toFixed(1)} kB`);
}

function expectedOf(book: Book): Expected {
  const {
    register,
    ugly,
    madeBy,
    loads = [],
    fails = [],
    refused = [],
    passedOver = [],
    monthsTaken = 0,
    withoutNumber,
    problem = null,
  } = book;
  return {
    register,
    ugly,
    madeBy,
    loads,
    fails,
    refused,
    passedOver,
    monthsTaken,
    ...(withoutNumber ? { withoutNumber } : {}),
    problem,
  };
}
