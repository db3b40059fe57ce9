import assert from "node:assert/strict";
import { newFilm, signUp } from "./acts.mjs";
import { openPage } from "./studio.mjs";

export default {
  async "sound: a voice is heard and given, the film is made with it; stems and captions are seen and taken"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce" });
    await signUp(page, studio.address);
    const id = await newFilm(page);
    await page.goto(`${studio.address}/film/sound/?id=${id}`);
    await page.getByRole("button", { name: "Listen to BEN" }).click();
    await page.waitForFunction(() => [...document.querySelectorAll("audio")].some((sound) => sound.duration > 0.3), null, { timeout: 60_000 });
    const voice = page.getByRole("combobox", { name: "Voice of BEN" });
    const names = await voice.locator("option").evaluateAll((options) => options.map((option) => option.value));
    assert.ok(names.length > 2);
    await voice.selectOption(names.find((name) => name === "slt") ?? names.at(-1));
    const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
    await page.getByRole("combobox", { name: "Style" }).selectOption("jazz");
    assert.match((await (await saved).json()).script ?? "", /Title: One Umbrella/);
    await page.goto(`${studio.address}/film/render/?id=${id}`);
    await page.getByRole("button", { name: "Make the film" }).click();
    await page.getByRole("link", { name: "Watch it" }).click({ timeout: 240_000 });
    await page.waitForURL("**/film/deliver/**");
    await page.getByRole("navigation", { name: "Chapters" }).getByRole("button", { name: /INT. CAFE/ }).click();
    await page.waitForFunction(() => document.querySelector("video")?.currentTime > 2);

    await page.goto(`${studio.address}/film/sound/?id=${id}#stems`);
    await page.getByRole("slider", { name: "Place in Dialogue" }).waitFor();
    await page.getByRole("button", { name: "Play Dialogue" }).click();
    await page.getByRole("button", { name: "Pause Dialogue" }).click();
    await page.getByRole("button", { name: "Captions" }).click();
    await page.getByRole("textbox", { name: "Caption 1" }).fill("That is mine.");
    await page.getByText("1 put right").waitFor();
    const kept = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
    await page.getByRole("textbox", { name: "Caption 1" }).blur();
    await kept;
    for (const [kind, start] of [["srt", "1\n00:"], ["vtt", "WEBVTT"], ["ass", "[Script Info]"]]) {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Download captions.${kind}` }).click()]);
      let text = "";
      for await (const chunk of await file.createReadStream()) text += chunk;
      assert.ok(text.startsWith(start) && text.includes("That is mine."), kind);
    }
    await page.goto(`${studio.address}/film/render/?id=${id}`);
    await page.getByRole("button", { name: "Make it anew" }).click();
    await page.getByRole("link", { name: "Watch it" }).click({ timeout: 240_000 });
    await page.goto(`${studio.address}/film/sound/?id=${id}#captions`);
    await page.getByRole("button", { name: "Captions" }).click();
    await page.waitForFunction(() => document.querySelector("table.cues textarea")?.value === "That is mine.");
    assert.equal(await page.getByText("put right").filter({ hasText: /^\d/ }).count(), 0);
    assertClean();
  },
};
