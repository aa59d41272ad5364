import assert from "node:assert/strict";
import { test } from "node:test";
import { csvText } from "./csv-text.ts";

test("cells with commas, quotes and line ends come back whole", () => {
  assert.equal(
    csvText([
      ["姓名", "说明"],
      ['张"三', "一，二,三\n四"],
    ]),
    '\ufeff姓名,说明\r\n"张""三","一，二,三\n四"\r\n',
  );
});

test("what a spreadsheet would run as a formula is text; a negative sum stays a number", () => {
  assert.equal(
    csvText([["=1+1", "@cmd", "-2+3", "-1200.50", "138****2688"]]),
    "\ufeff'=1+1,'@cmd,'-2+3,-1200.50,138****2688\r\n",
  );
});
