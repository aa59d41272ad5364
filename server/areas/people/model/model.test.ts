import assert from "node:assert/strict";
import { test } from "node:test";
import { createNameReader, nameEndings } from "./read-name.ts";
import { readSearchText } from "./search-text.ts";

const readName = createNameReader();

test("surnames are read as surnames, two-character ones whole, and ü as v", () => {
  assert.deepEqual(readName("单晓丽"), { pinyin: "shanxiaoli", initials: "sxl" });
  assert.deepEqual(readName("欧阳小明"), { pinyin: "ouyangxiaoming", initials: "oyxm" });
  assert.deepEqual(readName("吕绿"), { pinyin: "lvlv", initials: "ll" });
});

test("names in other scripts and with dots are read by their letters", () => {
  assert.deepEqual(readName("John Smith"), { pinyin: "johnsmith", initials: "js" });
  assert.deepEqual(readName("阿不都·热合曼"), {
    pinyin: "abudoureheman",
    initials: "abdrhm",
  });
});

test("a name is found by its endings from the second character on", () => {
  assert.deepEqual(nameEndings("王小明"), ["小明"]);
  assert.deepEqual(nameEndings("欧阳小明"), ["阳小明", "小明"]);
  assert.deepEqual(nameEndings("王明"), []);
});

test("what is typed into the search box is told by its letters", () => {
  assert.deepEqual(readSearchText(" 王 小明 "), { kind: "characters", characters: "王小明" });
  assert.deepEqual(readSearchText("Wang Xiao"), { kind: "letters", letters: "wangxiao" });
  assert.deepEqual(readSearchText("lü"), { kind: "letters", letters: "lv" });
  assert.deepEqual(readSearchText("+86 138-1234"), { kind: "phone", digits: "1381234" });
  assert.deepEqual(readSearchText("１３８1234"), { kind: "phone", digits: "1381234" });
  assert.equal(readSearchText("13"), undefined);
  assert.equal(readSearchText("   "), undefined);
  assert.deepEqual(readSearchText("梧桐科技", "employer"), { kind: "employer", characters: "梧桐科技" });
  assert.equal(readSearchText("王", "phone"), undefined);
});
