import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** The staff desk, served by the gateway under /desk/. */
export default defineConfig({
  root: "desk",
  base: "/desk/",
  plugins: [vue()],
  build: { outDir: "../dist/desk", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
});
