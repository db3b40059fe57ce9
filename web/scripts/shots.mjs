// Pictures of every screen, to look at, against the built program and site:
//   node scripts/shots.mjs FOLDER [NAME ...]    all screens, or those whose name holds one of the words:
//                                               four widths, dark and light, and Arabic
//   node scripts/shots.mjs --readme             docs/images/studio-*.jpg
// A film is made on the way, twice, so that all rooms have something to show.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeAdministrator, newFilm, script, signUp } from "../tests/journey/acts.mjs";
import { front, office, rooms } from "../tests/journey/pages.mjs";
import { openPage, startBrowser, startStudio } from "../tests/journey/studio.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const forReadme = process.argv[2] === "--readme";
const folder = forReadme ? join(root, "docs/images") : (process.argv[2] ?? join(root, "out/shots"));
const only = process.argv.slice(3);
mkdirSync(folder, { recursive: true });

const studio = await startStudio();
const browser = await startBrowser();
try {
  await shoot();
} finally {
  await browser.close();
  await studio.stop();
}

async function shoot() {
  const { page } = await openPage(browser, studio.address, { reducedMotion: "reduce", locale: "en" });
  const film = readFileSync(join(root, "examples/lighthouse.fountain"), "utf8");
  const email = await signUp(page, studio.address);
  for (const [title, text] of [["The Nude", script.replace("Rain behind", "The model sits naked behind")], ["Cedar", script], ["Birch", script]]) await newFilm(page, text, title);
  const id = await newFilm(page, film, "The Last Night of the Light");
  const goto = (path) => async () => {
    await page.goto("about:blank"); // another place of the same page is a page of its own here
    await page.goto(studio.address + path);
  };

  async function make(name) {
    await page.goto(`${studio.address}/film/render/?id=${id}`);
    await page.getByRole("button", { name: /^Make the film|^Make it anew/ }).first().click();
    await page.locator("main p", { hasText: /^[4-9]\d/ }).waitFor({ timeout: 300_000 });
    if (name) await page.screenshot({ path: join(folder, name), ...(forReadme && { type: "jpeg", quality: 88 }) });
    await page.getByRole("link", { name: "Watch it" }).or(page.getByText("The film stopped.")).waitFor({ timeout: 400_000 });
  }

  await make(forReadme ? "studio-render.jpg" : "rendering-1440-dark-en.png");

  const room = (name, hash = "") => `/film/${name}/?id=${id}${hash}`;
  const screens = [
    ...[...front, ...office].map((path) => ({ name: path.replace(/\?.*/, "").replaceAll("/", "-").slice(1, -1) || "landing", go: goto(path) })),
    ...rooms.map((name) => ({ name, go: goto(room(name)), readme: name === "board" })),
    { name: "board-shot", go: async () => {
      await page.goto(studio.address + room("board"));
      await page.locator(".fr img").nth(1).click({ timeout: 60_000 });
    } },
    { name: "stems", go: goto(room("sound", "#stems")) },
    { name: "captions", go: goto(room("sound", "#captions")) },
  ];
  if (!forReadme) {
    // A second version, to compare; a script that the rules stop; an administrator to look at it.
    await page.evaluate(() => localStorage.setItem("language", "en"));
    await page.goto(studio.address + room("write"));
    const field = page.getByRole("textbox", { name: "Screenplay" });
    await field.waitFor();
    await page.waitForTimeout(1000);
    await field.press("Control+End");
    await field.pressSequentially("\nThey both laugh.\n");
    await page.getByText("Saved", { exact: true }).waitFor();
    await make();
    await page.goto(`${studio.address}/films/`);
    await page.getByRole("link", { name: "The Nude" }).first().click();
    await page.waitForURL("**/film/write/**");
    await page.goto(page.url().replace("/write/", "/render/"));
    await page.getByRole("button", { name: "Make the film" }).click();
    await page.getByText("Somebody looks at the script before it is filmed.").waitFor();
    await page.goto(`${studio.address}/films/`);
    await makeAdministrator(page, studio, email);
    screens.push({ name: "compare", go: async () => {
      await page.goto(studio.address + room("deliver"));
      await page.locator("aside select").selectOption({ index: 1 });
    } });
    for (const [i, name] of ["queue", "moderation", "users", "audit"].entries())
      screens.push({ name: `admin-${name}`, go: async () => {
        await page.goto(`${studio.address}/admin/`);
        await page.locator("main [role=group] button").nth(i).click();
      } });
  }

  const looks = forReadme ? [["en", "dark", [1440]]] : [["en", "dark", [360, 768, 1440, 2560]], ["en", "light", [360, 1440]], ["ar", "dark", [360, 1440]]];
  for (const [language, theme, widths] of looks) {
    await page.evaluate(([lang, look]) => (localStorage.setItem("language", lang), localStorage.setItem("theme", look)), [language, theme]);
    for (const { name, go, readme } of screens) {
      if (forReadme ? !readme : only.length && !only.some((word) => name.includes(word))) continue;
      await page.setViewportSize({ width: 1440, height: 900 });
      try {
        await go();
        await page.waitForLoadState("networkidle", { timeout: 5000 });
      } catch (error) {
        console.error(`${name} ${language}: ${error.message.split("\n")[0]}`);
      }
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 700 ? 780 : width > 2000 ? 1440 : 900 });
        await page.waitForTimeout(700);
        const file = forReadme ? `studio-${name}.jpg` : `${name}-${width}-${theme}-${language}.png`;
        await page.screenshot({ path: join(folder, file), fullPage: !forReadme, ...(forReadme && { type: "jpeg", quality: 88 }) });
      }
    }
  }
}
