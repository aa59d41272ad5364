import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The pages run under `script-src 'self'`: no inline script, no eval. Styles are written by antd while it runs. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), gzipped()],
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
