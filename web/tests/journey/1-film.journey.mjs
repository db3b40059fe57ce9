import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { linkMailed, newFilm, script, signUp, untilValue } from "./acts.mjs";
import { openPage } from "./studio.mjs";

const hash = (bytes) => createHash("sha256").update(Buffer.from(bytes)).digest("hex");

export default {
  // The first five minutes: a script on the front page becomes a film, watched, taken away and shared.
  async "landing, sign up, write, render, watch, download, share"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await page.goto(`${studio.address}/`);
    await page.getByLabel("Your script").fill(script);
    await page.getByRole("button", { name: "Make this film" }).click();
    await page.waitForURL("**/sign-up/");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByText("Write a whole mail address").waitFor();
    await page.getByLabel("Mail address").fill("first@example.org");
    await page.getByLabel("Password").fill("Lighthouse7");
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.waitForURL("**/film/write/**");
    await linkMailed(studio, "first@example.org", "/verify-email");

    // The desk: what was written is there, coloured, counted and saved.
    const page_ = page.getByRole("textbox", { name: "Screenplay" });
    await untilValue(page_, /What a remarkable umbrella\.\s*$/);
    await page.locator(".desk .character", { hasText: "PRIYA" }).waitFor();
    await page.getByRole("button", { name: "INT. CAFE - EVENING" }).click();
    await page_.press("Control+End");
    await page_.pressSequentially("\nThey both laugh.\n");
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.reload();
    await untilValue(page.getByRole("textbox", { name: "Screenplay" }), /They both laugh\.$/m);
    await page.getByText("1 credit").or(page.getByText("of 3")).first().waitFor();
    await page.getByRole("textbox", { name: "Screenplay" }).press("Control+Enter");

    // Rendering, seen live; a reload in the middle loses nothing.
    await page.waitForURL("**/film/render/**");
    await page.getByText("Reading the script", { exact: true }).waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Watch it" }).click({ timeout: 240_000 });
    await page.waitForURL("**/film/deliver/**");

    // It plays, with captions; and it is the film that the API gives.
    await page.getByRole("button", { name: "Play Video" }).click();
    await page.waitForFunction(() => document.querySelector("video")?.currentTime > 0.2);
    const played = await page.evaluate(() => document.querySelector("video").currentSrc);
    const tracks = await page.evaluate(() => Array.from(document.querySelector(".video-js").player.textTracks()).filter((track) => track.kind === "captions").map((track) => track.mode));
    assert.deepEqual(tracks, ["showing"]);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download film.mp4" }).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const taken = Buffer.concat(chunks);
    const shown = await (await fetch(played)).arrayBuffer();
    assert.equal(hash(taken), hash(shown));
    assert.equal(taken.subarray(4, 8).toString(), "ftyp");

    // A stranger with the link sees it, without an account.
    await page.getByRole("button", { name: "Make a link" }).click();
    const link = await page.getByLabel("The link").inputValue();
    const stranger = await openPage(browser, studio.address);
    await stranger.page.goto(link);
    await stranger.page.getByRole("heading", { name: "One Umbrella" }).waitFor();
    await stranger.page.getByRole("button", { name: "Play Video" }).click();
    await stranger.page.waitForFunction(() => document.querySelector("video")?.currentTime > 0.2);
    stranger.assertClean();
    assertClean();
  },

  async "a dead connection in the middle of writing loses nothing"({ browser, studio }) {
    const { page, context, assertClean } = await openPage(browser, studio.address, {}, ["net::ERR_INTERNET_DISCONNECTED"]);
    await signUp(page, studio.address);
    const id = await newFilm(page);
    await page.goto(`${studio.address}/film/write/?id=${id}`);
    const field = page.getByRole("textbox", { name: "Screenplay" });
    await field.waitFor();
    await context.setOffline(true);
    await field.press("Control+End");
    await field.pressSequentially("\nThe lights go out.\n");
    await page.getByText("Kept on this computer, waits for the connection").waitFor();
    await context.setOffline(false);
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.reload();
    await untilValue(field, /The lights go out\.$/m);
    assertClean();
  },

  async "a film that was changed elsewhere: both texts are kept, one is chosen"({ browser, studio }) {
    const { page, context, assertClean } = await openPage(browser, studio.address, {}, [412]);
    await signUp(page, studio.address);
    const id = await newFilm(page);
    await page.goto(`${studio.address}/film/write/?id=${id}`);
    const other = await context.newPage();
    await other.goto(`${studio.address}/film/write/?id=${id}`);
    const write = async (tab, text) => {
      const field = tab.getByRole("textbox", { name: "Screenplay" });
      await field.press("Control+End");
      await field.pressSequentially(text);
    };
    const saved = other.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
    await write(other, "\nFrom the other tab.\n");
    await saved;
    await other.close();
    await write(page, "\nFrom this tab.\n");
    await page.getByText("This film was changed somewhere else.").waitFor();
    await page.getByRole("button", { name: "Mine", exact: true }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.reload();
    await untilValue(page.getByRole("textbox", { name: "Screenplay" }), /From this tab\.$/m);
    assertClean();
  },

  async "films are found, copied, deleted and brought back"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await signUp(page, studio.address);
    await page.getByText("Begin with a page").waitFor();
    await newFilm(page, script, "Alpha");
    await newFilm(page, script, "Beta");
    await page.reload();
    await page.getByLabel("Find a film").fill("alp");
    await page.getByRole("link", { name: "Beta" }).waitFor({ state: "detached" });
    await page.getByLabel("Find a film").fill("");
    await page.getByRole("button", { name: "More about Beta" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("link", { name: "Beta" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "Beta" }).waitFor();
    await page.getByRole("button", { name: "More about Alpha" }).click();
    await page.getByRole("menuitem", { name: "Make a copy" }).click();
    await page.getByRole("link", { name: "Alpha (copy)" }).waitFor();
    assertClean();
  },

  async "the films as a list: ordered, some chosen, deleted together and brought back"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await signUp(page, studio.address);
    for (const title of ["Cedar", "Alder", "Birch"]) await newFilm(page, script, title);
    await page.reload();
    const until = (wanted) => page.waitForFunction((text) => [...document.querySelectorAll("article b")].map((name) => name.textContent).join() === text, wanted);
    await until("Birch,Alder,Cedar");
    await page.getByRole("button", { name: "As a list" }).click();
    await page.getByRole("combobox", { name: "Order" }).selectOption("By title");
    await until("Alder,Birch,Cedar");
    await page.reload(); // as it was left
    await until("Alder,Birch,Cedar");
    assert.equal(await page.getByRole("button", { name: "As a list" }).getAttribute("aria-pressed"), "true");
    await page.getByRole("checkbox", { name: "Choose “Alder”" }).check();
    await page.getByText("1 film chosen").waitFor();
    await page.getByRole("button", { name: "Choose all shown" }).click();
    await page.getByRole("checkbox", { name: "Choose “Birch”" }).uncheck();
    await page.getByText("2 films chosen").waitFor();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await until("Birch");
    await page.getByText("2 films are deleted.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await until("Alder,Birch,Cedar");
    await page.getByRole("checkbox", { name: "Choose “Cedar”" }).check();
    await page.keyboard.press("Escape");
    await page.getByText("1 film chosen").waitFor({ state: "detached" });

    // Into a new folder, which can be looked into, and out of it; when it goes its films stay.
    await page.getByRole("checkbox", { name: "Choose “Cedar”" }).check();
    await page.getByRole("combobox", { name: "Move to" }).selectOption("New folder");
    await page.getByRole("textbox", { name: "Name of the folder" }).fill("Trees");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Moved to “Trees”.").waitFor();
    await page.getByRole("combobox", { name: "Where" }).selectOption("Trees");
    await until("Cedar");
    await page.getByRole("checkbox", { name: "Choose “Cedar”" }).check();
    await page.getByRole("combobox", { name: "Move to" }).selectOption("Out of the folder");
    await page.getByText("Out of the folder.").waitFor();
    await until("");
    await page.getByRole("button", { name: "Delete the folder" }).click();
    await until("Alder,Birch,Cedar");
    assertClean();
  },

  async "a script file dropped on the films becomes a film"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await signUp(page, studio.address);
    const field = page.locator("input[type=file]");
    await field.setInputFiles({ name: "x.exe", mimeType: "text/plain", buffer: Buffer.from("INT. A") });
    await page.getByText("Only Fountain, text, Markdown").waitFor();
    await field.setInputFiles({ name: "mine.fountain", mimeType: "text/plain", buffer: Buffer.from(script) });
    await page.waitForURL("**/film/write/**");
    await page.getByLabel("Title").waitFor();
    assert.equal(await page.getByLabel("Title", { exact: true }).inputValue(), "One Umbrella");
    await page.goto(`${studio.address}/films/`);
    const draft = `<?xml version="1.0"?><FinalDraft DocumentType="Script" Version="1"><Content><Paragraph Type="Scene Heading"><Text>INT. BARN - NIGHT</Text></Paragraph><Paragraph Type="Action"><Text>Hay.</Text></Paragraph></Content></FinalDraft>`;
    await field.setInputFiles({ name: "Barn.fdx", mimeType: "application/xml", buffer: Buffer.from(draft) });
    await page.waitForURL("**/film/write/**");
    await untilValue(page.getByRole("textbox", { name: "Screenplay" }), /INT\. BARN - NIGHT/);
    assertClean();
  },
};
