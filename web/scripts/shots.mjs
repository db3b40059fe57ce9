// Pictures of every page, to look at: `node scripts/shots.mjs FOLDER [en ar ...]`, against the built
// program and site. A film is made on the way, so that all rooms have something to show.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { newFilm, signUp } from "../tests/journey/acts.mjs";
import { front, office, rooms } from "../tests/journey/pages.mjs";
import { openPage, startBrowser, startStudio } from "../tests/journey/studio.mjs";

const [folder = "shots", ...languages] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const studio = await startStudio();
const browser = await startBrowser();
const { page } = await openPage(browser, studio.address, { reducedMotion: "reduce", locale: "en" });
await signUp(page, studio.address);
const id = await newFilm(page);
await page.goto(`${studio.address}/film/render/?id=${id}`);
await page.getByRole("button", { name: "Make the film" }).click();
await page.getByText("being made").first().waitFor();
await page.waitForTimeout(8000);
await page.screenshot({ path: join(folder, "rendering.png") });
await page.getByRole("link", { name: "Watch it" }).waitFor({ timeout: 400_000 });

const pages = [...front.slice(0, 3), "/help/", "/sign-up/", ...office, ...rooms.map((room) => `/film/${room}/?id=${id}`)];
for (const language of languages.length ? languages : ["en"])
  for (const path of pages)
    for (const theme of ["dark", "light"]) {
      await page.evaluate(([lang, name]) => (localStorage.setItem("language", lang), localStorage.setItem("theme", name)), [language, theme]);
      for (const width of [360, 768, 1440, 2560]) {
        if (theme === "light" && width !== 1440 && path.startsWith("/film")) continue;
        await page.setViewportSize({ width, height: width < 700 ? 780 : width > 2000 ? 1440 : 900 });
        await page.goto(studio.address + path);
        await page.waitForTimeout(900);
        const name = `${path.replace(/\?.*/, "").replaceAll("/", "-").replace(/^-|-$/g, "") || "landing"}-${width}-${theme}-${language}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: width < 700 });
      }
    }
await browser.close();
await studio.stop();
