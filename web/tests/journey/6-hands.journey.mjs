import assert from "node:assert/strict";
import { script } from "./acts.mjs";
import { openPage } from "./studio.mjs";

// Goes on with Tab until the focus is on `target`; each stop on the way must be seen: in the window,
// with a ring or a caret, covered by nothing.
async function tabTo(page, target, most = 120) {
  await target.waitFor();
  for (let i = 0; i < most; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    const unseen = await page.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      const element = document.activeElement;
      if (!element || element === document.body || element.closest(".video-js") || element.id === "main") return "";
      const box = element.getBoundingClientRect();
      const told = `${element.tagName} "${element.getAttribute("aria-label") ?? element.textContent.slice(0, 40)}"`;
      const shown = element.matches("input[type=checkbox], input[type=radio]") ? element : element.closest("label") ?? element;
      if (getComputedStyle(element).outlineStyle === "none") return `${told} has no ring`;
      const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
      const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
      if (box.bottom < 0 || box.top > innerHeight) return `${told} is out of the window`;
      const above = document.elementFromPoint(x, y);
      return above && (shown.contains(above) || above.contains(element)) ? "" : `${told} is covered by ${above?.outerHTML.slice(0, 80)}`;
    });
    assert.equal(unseen, "");
  }
  assert.fail(`Tab does not come to ${target}`);
}

const press = async (page, target) => {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
};

// A finger needs room: 24 px by the rule of WCAG 2.5.8, and the thing must be where it is touched.
async function touch(target) {
  await target.waitFor();
  await target.scrollIntoViewIfNeeded();
  const { width, height } = await target.boundingBox();
  assert.ok(width >= 24 && height >= 24, `${target} is ${width} by ${height} px`);
  await target.tap();
}

const taken = async (page, start) => {
  const [download] = await Promise.all([page.waitForEvent("download"), start()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).subarray(4, 8).toString(), "ftyp");
};

export default {
  async "by keyboard alone: from the landing page to a film that is watched and taken away"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce" });
    const keys = page.keyboard;
    await page.goto(`${studio.address}/`);
    await tabTo(page, page.getByLabel("Your script"));
    await keys.press("Control+a");
    await keys.insertText(script);
    await press(page, page.getByRole("button", { name: "Make this film" }));
    await page.waitForURL("**/sign-up/");
    await page.getByRole("button", { name: "Create the account" }).waitFor();
    await press(page, page.getByRole("button", { name: "Create the account" }));
    await page.getByText("Write a whole mail address").waitFor();
    // The focus is on what is wrong, not somewhere to be looked for.
    await page.waitForFunction(() => document.activeElement?.getAttribute("type") === "email");
    await keys.type("keys@example.org");
    await tabTo(page, page.getByLabel("Password"));
    await keys.type("Lighthouse7");
    await tabTo(page, page.getByRole("checkbox"));
    await keys.press("Space");
    await press(page, page.getByRole("button", { name: "Create the account" }));
    await page.waitForURL("**/film/write/**");

    const desk = page.getByRole("textbox", { name: "Screenplay" });
    await tabTo(page, desk);
    await keys.press("Control+End");
    await keys.type("\nThey both laugh.\n");
    await page.getByText("Saved", { exact: true }).waitFor();
    await press(page, page.getByRole("button", { name: "Make the film" }));
    await page.waitForURL("**/film/render/**");
    await page.getByRole("link", { name: "Watch it" }).waitFor({ timeout: 240_000 });
    await press(page, page.getByRole("link", { name: "Watch it" }));
    await page.waitForURL("**/film/deliver/**");

    await press(page, page.getByRole("button", { name: "Play Video" }));
    await page.waitForFunction(() => document.querySelector("video")?.currentTime > 0.2);
    await tabTo(page, page.getByRole("link", { name: "Download film.mp4" }));
    await taken(page, () => keys.press("Enter"));
    await press(page, page.getByRole("button", { name: "Make a link" }));
    await page.getByLabel("The link").waitFor();
    assertClean();
  },

  async "by touch at 360 px: the same, and every thing is big enough for a finger"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, { reducedMotion: "reduce", viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
    await page.goto(`${studio.address}/`);
    await touch(page.getByLabel("Your script"));
    await page.getByLabel("Your script").fill(script);
    await touch(page.getByRole("button", { name: "Make this film" }));
    await page.waitForURL("**/sign-up/");
    await touch(page.getByLabel("Mail address"));
    await page.keyboard.type("touch@example.org");
    await touch(page.getByLabel("Password"));
    await page.keyboard.type("Lighthouse7");
    await touch(page.getByRole("checkbox"));
    await touch(page.getByRole("button", { name: "Create the account" }));
    await page.waitForURL("**/film/write/**");
    const desk = page.getByRole("textbox", { name: "Screenplay" });
    await touch(desk);
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nThey both laugh.\n");
    await touch(page.getByRole("button", { name: "Make the film" }));
    await page.waitForURL("**/film/render/**");
    await page.getByRole("link", { name: "Watch it" }).waitFor({ timeout: 240_000 });
    await touch(page.getByRole("link", { name: "Watch it" }));
    await page.waitForURL("**/film/deliver/**");
    await touch(page.getByRole("button", { name: "Play Video" }));
    await page.waitForFunction(() => document.querySelector("video")?.currentTime > 0.2);
    await taken(page, () => touch(page.getByRole("link", { name: "Download film.mp4" })));
    await touch(page.getByRole("navigation", { name: "Rooms of this film" }).getByRole("link", { name: "Write" }));
    await page.waitForURL("**/film/write/**");
    assertClean();
  },
};
