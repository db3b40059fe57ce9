import assert from "node:assert/strict";
import { assertAccessible, assertNoOverflow, linkMailed, makeAdministrator, newFilm, signUp } from "./acts.mjs";
import { openPage } from "./studio.mjs";

export default {
  async "the link that film serve prints makes the first administrator"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await page.goto(/http\S+\/setup\?token=\S+/.exec(studio.said())[0]);
    await page.getByLabel("Mail address").fill("chief@example.org");
    await page.getByLabel("Password").fill("Lighthouse-1905");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.waitForURL("**/sign-in/**");
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.getByLabel("Mail address").fill("chief@example.org");
    await page.getByLabel("Password").fill("Lighthouse-1905");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/account/");
    await page.getByRole("link", { name: "Admin" }).waitFor();
    assertClean();
  },

  async "the mail address is confirmed and a forgotten password set anew"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address, {}, [401]);
    const email = await signUp(page, studio.address);
    await page.goto(await linkMailed(studio, email, "/verify-email"));
    await page.getByText("Confirmed. Thank you.").waitFor();
    await page.goto(`${studio.address}/account/`);
    await page.getByText("Confirmed", { exact: true }).waitFor();
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in/**");

    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.getByRole("button", { name: "Send the link" }).waitFor(); // both pages ask for a mail address
    await page.getByLabel("Mail address").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText("a mail is on its way").waitFor();
    await page.goto(await linkMailed(studio, email, "/reset-password"));
    await page.getByLabel("New password").fill("Lighthouse8");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.waitForURL("**/sign-in/");
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.getByLabel("Mail address").fill(email);
    await page.getByLabel("Password").fill("Lighthouse7");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The mail address or the password is wrong.").waitFor();
    await page.getByLabel("Password").fill("Lighthouse8");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/films/");
    assertClean();
  },

  async "who is not signed in comes back to where they wanted to go"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    const email = await signUp(page, studio.address);
    await page.context().clearCookies();
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${studio.address}/credits/`);
    await page.waitForURL("**/sign-in/?next=%2Fcredits%2F");
    await page.getByLabel("Mail address").fill(email);
    await page.getByLabel("Password").fill("Lighthouse7");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/credits/");
    assertClean();
  },

  async "keys are made and revoked, and the account is deleted"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    const email = await signUp(page, studio.address);
    await page.goto(`${studio.address}/account/`);
    await page.getByLabel("What it is for").fill("my editor");
    await page.getByRole("button", { name: "Make a key" }).click();
    const key = await page.getByLabel("Copy it now").inputValue();
    const answer = await fetch(`${studio.address}/api/v1/projects`, { headers: { "X-API-Key": key } });
    assert.equal(answer.status, 200);
    await page.getByRole("button", { name: "Revoke" }).click();
    await page.getByText("my editor").waitFor({ state: "detached" });
    assert.equal((await fetch(`${studio.address}/api/v1/projects`, { headers: { "X-API-Key": key } })).status, 401);
    await page.getByLabel("Write your mail address to be sure").fill(email);
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.waitForURL("**/sign-in/**");
    assertClean();
  },

  async "credits are bought where they run out"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await signUp(page, studio.address);
    await page.goto(`${studio.address}/credits/`);
    await page.getByText("credits to spend").waitFor();
    await page.getByRole("button", { name: /^Buy for/ }).first().click();
    await page.waitForFunction(() => [...document.querySelectorAll("td")].some((cell) => cell.textContent.includes("+10")));
    await page.getByRole("link", { name: "13 credits" }).waitFor();
    assertClean();
  },

  async "an administrator sees the queue, grants credits and suspends"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    const email = await signUp(page, studio.address);
    await makeAdministrator(page, studio, email);
    await page.getByRole("link", { name: "Admin" }).click();
    await page.getByText("Nothing was ordered yet.").or(page.getByRole("cell", { name: "One Umbrella" })).first().waitFor();
    const other = await openPage(browser, studio.address);
    const maker = await signUp(other.page, studio.address);
    await page.getByRole("button", { name: "Users", exact: true }).click();
    await page.getByLabel("Find a user").fill(maker);
    const row = page.getByRole("row", { name: maker });
    await row.getByRole("button", { name: "Give 10 credits" }).click();
    await row.getByRole("cell", { name: "13", exact: true }).waitFor();
    await row.getByRole("button", { name: "Suspend" }).click();
    await row.getByText("suspended").waitFor();
    await page.getByRole("button", { name: "Log", exact: true }).click();
    await page.getByRole("table").getByRole("row").nth(1).waitFor();
    await page.setViewportSize({ width: 360, height: 780 });
    await assertNoOverflow(page, "the admin's pages");
    const bar = page.getByRole("banner");
    const [places, credits] = await Promise.all([bar.getByRole("navigation"), bar.getByRole("link", { name: /\d+ credits/ })].map((part) => part.boundingBox()));
    assert.ok(places.x + places.width <= credits.x, "the bar's places run into its end");
    await other.page.goto(`${studio.address}/films/`);
    await other.page.waitForURL("**/sign-in/**");
    assertClean();
  },

  async "a script that the rules stop: looked at, refused, appealed, approved"({ browser, studio }) {
    const { page: chief, assertClean: assertChiefClean } = await openPage(browser, studio.address);
    await makeAdministrator(chief, studio, await signUp(chief, studio.address));
    await chief.getByRole("link", { name: "Admin" }).click();
    await chief.getByRole("button", { name: "Moderation", exact: true }).click();
    const { page, assertClean } = await openPage(browser, studio.address);
    await signUp(page, studio.address);
    const id = await newFilm(page, "INT. STUDIO - DAY\n\nThe model sits naked before the painter.\n\nPAINTER\nLook to the window.\n", "The Nude");
    await page.goto(`${studio.address}/film/render/?id=${id}`);
    await page.getByRole("button", { name: "Make the film" }).click();
    await page.getByText("Somebody looks at the script before it is filmed.").waitFor();

    const item = chief.getByRole("article", { name: "The Nude" });
    await item.locator("mark", { hasText: "naked" }).waitFor({ timeout: 30_000 });
    await assertAccessible(chief, "the moderation queue");
    assert.ok(await item.getByRole("button", { name: "Reject" }).isDisabled()); // without a reason
    await item.getByLabel("Reason, sent to the owner").fill("Nobody may be seen naked here.");
    await item.getByRole("button", { name: "Reject" }).click();
    await item.waitFor({ state: "detached" });

    await page.getByLabel("Do you disagree?").fill("It is a painting lesson.", { timeout: 40_000 });
    await page.getByText("Nobody may be seen naked here.").first().waitFor();
    await page.getByRole("button", { name: "Appeal" }).click();
    await page.getByText("Your appeal waits for a person.").waitFor();

    await item.getByText("It is a painting lesson.").waitFor({ timeout: 30_000 });
    await item.getByRole("button", { name: "Approve" }).click();
    await item.waitFor({ state: "detached" });
    await chief.getByRole("button", { name: "Approved" }).click();
    await item.waitFor();
    await page.getByText("the film can be ordered again").waitFor({ timeout: 30_000 });
    assertClean();
    assertChiefClean();
  },
};
