// The journeys: what a visitor, a maker and an administrator do, in Debian's Chromium against
// `film serve` with SQLite. No mocks. Prints "ok - name" or "not ok - name" for each.
import { readdirSync } from "node:fs";
import { startBrowser, startStudio } from "./studio.mjs";

const only = process.argv.slice(2);
const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".journey.mjs")).sort();
const studio = await startStudio();
const browser = await startBrowser();
let failed = 0;
try {
  for (const file of files) {
    const { default: journeys } = await import(`./${file}`);
    for (const [name, walk] of Object.entries(journeys)) {
      if (only.length && !only.some((word) => name.includes(word))) continue;
      const began = performance.now();
      try {
        await walk({ browser, studio });
        console.log(`ok - web: ${name}`);
      } catch (error) {
        failed++;
        console.log(error.stack ?? error);
        console.log(`not ok - web: ${name}`);
      }
      console.error(`   ${Math.round(performance.now() - began)} ms`);
      for (const context of browser.contexts()) await context.close();
    }
  }
} finally {
  await browser.close();
  await studio.stop();
}
process.exit(failed ? 1 : 0);
