import { defineConfig, globalIgnores } from "eslint/config";
import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

export default defineConfig([
  ...next,
  ...typescript,
  {
    rules: {
      "@next/next/no-img-element": "off", // a static export has no image server; sizes are set by hand
      "@typescript-eslint/no-unused-vars": "error",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  { files: ["scripts/**", "tests/**"], rules: { "no-console": "off", "import/no-anonymous-default-export": "off" } },
  globalIgnores(["out/**", ".next/**", "next-env.d.ts", "src/api/schema.d.ts", "public/**"]),
]);
