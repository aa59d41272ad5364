import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * A server that replaces `__WUTONG_NONCE__` in index.html on each request, and names the same nonce in its
 * Content-Security-Policy, lets antd write its styles at run time without `unsafe-inline`.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), gzipped()],
  html: { cspNonce: "__WUTONG_NONCE__" },
  build: {
    target: "es2023",
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
});

/** Puts a .gz beside each script and style, which the server prefers to send. */
function gzipped(): Plugin {
  return {
    name: "wutong:gzipped",
    apply: "build",
    writeBundle: ({ dir = "dist" }) => {
      for (const name of readdirSync(join(dir, "assets")).filter((name) => /\.(js|css)$/.test(name))) {
        const path = join(dir, "assets", name);
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}
