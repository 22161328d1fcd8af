import { defineConfig } from "vite";

/** The terminal's page, bundled with the terminal and served to its web view under kiosk://app/. */
export default defineConfig({
  root: "terminal",
  base: "./",
  build: {
    outDir: "../dist/terminal",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
