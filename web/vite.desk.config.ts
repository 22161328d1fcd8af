import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const page = (name: string): string => fileURLToPath(new URL(`desk/${name}.html`, import.meta.url));

/** The staff desk, and the page of people without an account, served by the gateway under /desk/. */
export default defineConfig({
  root: "desk",
  base: "/desk/",
  plugins: [vue()],
  build: {
    outDir: "../dist/desk",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    rollupOptions: { input: [page("index"), page("join")] },
  },
});
