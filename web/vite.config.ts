import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The pages run under `script-src 'self'`: no inline script, no eval. Styles are written by antd while it runs. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  build: {
    target: "es2023",
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
});

/** Puts a .br and a .gz beside each script and style, of which the server sends what the browser takes. */
function compressed(): Plugin {
  return {
    name: "wutong:compressed",
    apply: "build",
    writeBundle: ({ dir = "dist" }) => {
      for (const name of readdirSync(join(dir, "assets")).filter((name) => /\.(js|css)$/.test(name))) {
        const path = join(dir, "assets", name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}
