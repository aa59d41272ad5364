import assert from "node:assert/strict";
import { test } from "node:test";
import { browserForTests } from "./chromium.ts";

const browser = browserForTests();

test("a page with Chinese text is drawn by the machine's Chromium", { skip: browser.skip }, async () => {
  const chromium = await browser.launch();
  try {
    const page = await chromium.newPage({ viewport: { width: 390, height: 800 } });
    await page.setContent("<p style='display:inline-block;font-size:20px'>梧桐引凤</p>");
    const box = await page.locator("p").boundingBox();
    assert.ok(box && box.width >= 70 && box.width <= 90, `four letters of 20 px are ${box?.width} px wide`);
  } finally {
    await chromium.close();
  }
});
