// Makes src/design/tokens.css of src/design/tokens.json: one custom property for each colour of each
// theme and for the sizes. Tailwind (src/app/globals.css) and MUI (src/design/mui.ts) both refer to
// these properties, so a value is written down once.
import { readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../src/design/", import.meta.url);
const tokens = JSON.parse(readFileSync(new URL("tokens.json", folder), "utf8"));

function theme(name) {
  const lines = Object.entries(tokens.color[name]).map(([role, { value }]) => `--${role}: ${value};`);
  Object.values(tokens.cast[name]).forEach(({ value }, i) => lines.push(`--cast${i + 1}: ${value};`));
  const { track, fill, goedge } = tokens.component;
  lines.push(`--track: ${track[name]};`, `--fill: ${fill[name]};`, `--goedge: ${goedge[name]};`);
  lines.push(`--pick: ${tokens.component.pick[name].slice(0, 7)};`);
  lines.push(`--float: ${tokens.shadow.float[name]};`, `--frameedge: ${tokens.shadow.frame[name]};`);
  lines.push(`color-scheme: ${name};`);
  return lines.map((line) => `  ${line}\n`).join("");
}

const fixed = [
  ...Object.entries(tokens.radius).map(([role, px]) => `--radius-${role}: ${px}px;`),
  ...Object.entries(tokens.motion)
    .filter(([, motion]) => motion.ms)
    .map(([role, { ms, ease }]) => `--move-${role}: ${ms}ms ${ease};`),
  `--bar: ${tokens.size.bar}px;`,
  `--reel: ${tokens.size.reel}px;`,
];

writeFileSync(
  new URL("tokens.css", folder),
  `/* made by scripts/tokens.mjs of tokens.json */\n` +
    `:root {\n${fixed.map((line) => `  ${line}\n`).join("")}}\n` +
    `:root, [data-theme="light"] {\n${theme("light")}}\n` +
    `[data-theme="dark"] {\n${theme("dark")}}\n`,
);
