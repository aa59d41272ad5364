import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const CANDIDATES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Where Debian's fonts-noto-cjk puts its files; fc-list may be missing on a machine that has them. */
const NOTO_FOLDER = "/usr/share/fonts/opentype/noto";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type BrowserForTests = {
  /** For `test(name, { skip }, …)`: false, or why the test cannot run here. */
  readonly skip: false | string;
  /** A fresh Chromium without window; the caller closes it. */
  launch(): Promise<Browser>;
};

/**
 * The machine's Chromium for browser tests. Without one the tests are skipped, each by its name; where CI is set nothing
 * may be skipped, so `launch` then fails. `npm test` installs Chromium first where it can.
 */
export function browserForTests(): BrowserForTests {
  const executablePath = findChromium();
  const mayNotSkip = Boolean(process.env["CI"]);
  return {
    skip: executablePath || mayNotSkip ? false : "no Chromium on this machine (set WUTONG_CHROMIUM)",
    async launch() {
      if (!executablePath) throw new Error("There is no Chromium on this machine; install it or set WUTONG_CHROMIUM.");
      return chromium.launch({ executablePath, args: FLAGS, headless: true });
    },
  };
}

/** The path of Chromium or Chrome: WUTONG_CHROMIUM if it is set, else the usual places. */
function findChromium(): string | undefined {
  const named = process.env["WUTONG_CHROMIUM"];
  if (named) return existsSync(named) ? named : undefined;
  return CANDIDATES.find((path) => existsSync(path));
}

/** Installs Debian's Chromium and Chinese letters where something is missing, we are root and apt is there. Says what it did. */
export function installChromium(say: (line: string) => void): void {
  const wanted = [...(findChromium() ? [] : ["chromium"]), ...(hasChineseLetters() ? [] : ["fonts-noto-cjk"])];
  const canInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && !process.env["WUTONG_CHROMIUM"];
  if (wanted.length === 0 || !canInstall) return;
  say(`Installing ${wanted.join(" and ")} for the browser tests…`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const commands = [
    ["update", "-q"],
    ["install", "-q", "-y", "--no-install-recommends", ...wanted],
  ];
  for (const args of commands) {
    const { status, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8", timeout: 300_000 });
    if (status !== 0) say(`apt-get ${args[0]} failed: ${stderr.trim().slice(-500)}`);
  }
}

/** Without them, pages are drawn with empty boxes, and their widths mean nothing. */
function hasChineseLetters(): boolean {
  if (existsSync(NOTO_FOLDER)) return true;
  const { stdout } = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  return Boolean(stdout?.trim());
}
