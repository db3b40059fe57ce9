import assert from "node:assert/strict";
import { assertAccessible, assertNoOverflow, assertNothingCut, newFilm, signUp } from "./acts.mjs";
import { front, office, rooms } from "./pages.mjs";
import { openPage } from "./studio.mjs";

const settled = async (page) => {
  await page.evaluate(() => document.fonts.ready);
  await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached", timeout: 10_000 });
};
const setTheme = (page, theme) => page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);

// axe in both themes where the page is wide, and nothing wider than a phone where it is narrow.
async function look(page, address, path) {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address + path);
  await settled(page);
  for (const theme of ["dark", "light"]) {
    await setTheme(page, theme);
    await assertAccessible(page, `${path} (${theme})`);
  }
  for (const width of [320, 360, 768]) {
    await page.setViewportSize({ width, height: 780 });
    await assertNoOverflow(page, path);
  }
}

export default {
  async "public pages: axe in both themes, no wider than a phone"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce" }, [404]);
    for (const path of front) await look(page, studio.address, path);
    assertClean();
  },

  async "the studio: axe in both themes, no wider than a phone"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce" });
    await signUp(page, studio.address);
    await look(page, studio.address, "/films/");
    const id = await newFilm(page);
    for (const path of [...office, ...rooms.map((room) => `/film/${room}/?id=${id}`)]) await look(page, studio.address, path);
    assertClean();
  },

  async "every language: its words come, axe where it reads from the right"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce", viewport: { width: 360, height: 780 } });
    await signUp(page, studio.address);
    const id = await newFilm(page);
    for (const [language, name] of Object.entries({ es: "Películas", fr: "Films", de: "Filme", pt: "Filmes", ja: "作品", zh: "影片", ar: "الأفلام", hi: "फ़िल्में", ta: "படங்கள்" })) {
      await page.evaluate((code) => localStorage.setItem("language", code), language);
      await page.goto(`${studio.address}/films/`);
      await page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.dir), language === "ar" ? "rtl" : "ltr");
      for (const room of language === "ar" ? rooms : []) {
        await page.goto(`${studio.address}/film/${room}/?id=${id}`);
        await settled(page);
        await assertAccessible(page, `${room} in ${language}`);
      }
    }
    assertClean();
  },

  async "every language on every screen of a phone: nothing is wider than it, nothing is cut off"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce", viewport: { width: 360, height: 780 } }, [404]);
    await signUp(page, studio.address);
    const id = await newFilm(page);
    const screens = [...front.filter((path) => !path.startsWith("/nothing")), ...office, ...rooms.map((room) => `/film/${room}/?id=${id}`)];
    for (const path of screens) {
      await page.goto(studio.address + path);
      await settled(page);
      for (const language of ["de", "es", "fr", "pt", "ja", "zh", "ar", "hi", "ta", "en"]) {
        await page.evaluate((code) => {
          localStorage.setItem("language", code);
          dispatchEvent(new StorageEvent("storage", { key: "language" }));
        }, language);
        await page.waitForFunction((code) => document.documentElement.lang === code, language);
        await assertNoOverflow(page, `${path} in ${language}`);
        await assertNothingCut(page, `${path} in ${language}`);
      }
    }
    assertClean();
  },

  async "the first page is light, quick and still"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce" });
    let script = 0;
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    const kinds = new Map();
    session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (kinds.get(requestId) === "Script") script += encodedDataLength;
    });
    await page.addInitScript(() => {
      globalThis.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`${studio.address}/`);
    await page.waitForLoadState("networkidle");
    const shift = await page.evaluate(() => globalThis.shift);
    console.error(`   JavaScript ${Math.round(script / 1000)} kB compressed, layout shift ${shift.toFixed(3)}`);
    assert.ok(script < 200_000, `the first page loads ${script} bytes of JavaScript`);
    assert.ok(shift < 0.1, `the first page shifts by ${shift}`);
    assertClean();
  },
};
