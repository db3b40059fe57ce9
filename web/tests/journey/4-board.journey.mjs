import assert from "node:assert/strict";
import { newFilm, signUp } from "./acts.mjs";
import { openPage } from "./studio.mjs";

// Times from a key to the picture that shows it, in ms, over some presses, shortest first.
async function shownAfter(page, key, times) {
  return page.evaluate(
    async ([name, count]) => {
      const times = [];
      for (let i = 0; i < count; i++) {
        const began = performance.now();
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(Math.round(performance.now() - began));
      }
      return times.sort((a, b) => a - b);
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

  async "two hundred shots: keys show within 200 ms"({ browser, studio }) {
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
    // The middle press of each key decides: one alone may meet a collection of garbage or a busy machine.
    for (const key of ["ArrowRight", "ArrowDown", "]", "End"]) {
      const times = await shownAfter(page, key, 15);
      console.error(`   ${key}: ${times[7]} ms, at most ${times[14]} ms`);
      assert.ok(times[7] < 200, `${key} took ${times[7]} ms`);
    }
    assertClean();
  },
};
