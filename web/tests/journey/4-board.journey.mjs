import assert from "node:assert/strict";
import { newFilm, signUp } from "./acts.mjs";
import { openPage } from "./studio.mjs";

// Longest time from a key to the picture that shows it, in ms, over some presses.
async function slowest(page, key, times) {
  return page.evaluate(
    async ([name, count]) => {
      let worst = 0;
      for (let i = 0; i < count; i++) {
        const began = performance.now();
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        worst = Math.max(worst, performance.now() - began);
      }
      return Math.round(worst);
    },
    [key, times],
  );
}

const speech = (scene) => Array.from({ length: 30 }, (_, i) => `${i % 2 ? "BEN" : "PRIYA"}\n${["No, not yet.", "Why not now?", "Look at it.", "It rains again."][(i + scene) % 4]}\n`).join("\n");
const long = Array.from({ length: 12 }, (_, i) => `INT. ROOM ${i + 1} - DAY\n\nBen waits.\n\n${speech(i)}`).join("\n");

export default {
  async "the board: shots as pictures, changed by keys, undone, kept"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce" });
    await signUp(page, studio.address);
    const id = await newFilm(page);
    await page.goto(`${studio.address}/film/board/?id=${id}`);
    const shots = page.locator("[data-shot]");
    await shots.first().waitFor();
    await page.waitForFunction(() => [...document.querySelectorAll("[data-shot] img")].length > 3 && [...document.querySelectorAll("[data-shot] img")].every((img) => img.naturalWidth === 480));
    await shots.first().focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.querySelector(".slate").textContent), "1A");
    assert.match(page.url(), /#1A$/);
    await page.keyboard.press("ArrowRight");
    const before = await page.locator("[aria-pressed=true] img").getAttribute("src");
    await page.getByRole("combobox", { name: "Size" }).selectOption("Extreme close");
    await page.getByText("1 changed").waitFor();
    await page.waitForFunction((src) => document.querySelector("[data-shot][aria-pressed=true] img").src !== src, before);
    await page.getByRole("spinbutton", { name: "Seconds" }).fill("9");
    await page.getByRole("spinbutton", { name: "Seconds" }).press("Enter");
    await page.locator("[data-shot][aria-pressed=true]", { hasText: /9\.0/ }).waitFor();
    await page.reload();
    await page.locator("[data-shot][aria-pressed=true]", { hasText: "Extreme close" }).waitFor();
    assert.equal(await page.getByRole("combobox", { name: "Size" }).inputValue(), "extreme close");
    await page.getByRole("button", { name: "As planned" }).click();
    await page.locator(".fr.changed").waitFor({ state: "detached" });
    await page.locator("body").press("Control+z");
    await page.locator(".fr.changed").waitFor();
    assertClean();
  },

  async "two hundred shots: each key shows within 200 ms"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce" });
    await signUp(page, studio.address);
    await page.goto(`${studio.address}/credits/`); // 500 words, all that the free plan takes, are fewer shots
    await page.getByRole("button", { name: "Change to Pro" }).click();
    await page.getByText("Your plan").waitFor();
    await page.getByRole("button", { name: "Change to Pro" }).waitFor({ state: "detached" });
    const id = await newFilm(page, long);
    await page.goto(`${studio.address}/film/board/?id=${id}`);
    await page.locator("[data-shot]").first().waitFor({ timeout: 60_000 });
    assert.ok((await page.locator("[data-shot]").count()) >= 200, `only ${await page.locator("[data-shot]").count()} shots`);
    await page.locator("[data-shot]").first().focus();
    const worst = Math.max(await slowest(page, "ArrowRight", 30), await slowest(page, "ArrowDown", 20), await slowest(page, "End", 1), await slowest(page, "]", 2));
    console.error(`   slowest key ${worst} ms`);
    assert.ok(worst < 200, `a key took ${worst} ms`);
    assertClean();
  },
};
