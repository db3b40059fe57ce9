import assert from "node:assert/strict";
import { createServer } from "node:http";
import { assertAccessible, linkMailed, signUp } from "./acts.mjs";
import { openPage } from "./studio.mjs";

export default {
  async "an organisation: made, somebody invited by mail joins with a role, usage and log are seen"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await signUp(page, studio.address);
    await page.goto(`${studio.address}/organisation/`);
    await page.getByLabel("Name of the organisation").fill("Harbour Films");
    await page.getByRole("button", { name: "Make an organisation" }).click();
    await page.getByRole("heading", { name: "Harbour Films", level: 1 }).waitFor();

    const guest = await openPage(browser, studio.address);
    const email = await signUp(guest.page, studio.address);
    await page.getByLabel("Invite by mail address").fill(email);
    await page.getByRole("combobox", { name: "As" }).selectOption("director");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await page.getByText(email, { exact: true }).waitFor();
    await guest.page.goto(await linkMailed(studio, email, "/verify-email"));
    await guest.page.getByText("Confirmed. Thank you.").waitFor();
    await guest.page.goto(await linkMailed(studio, email, "/invitation"));
    await guest.page.getByRole("button", { name: "Join" }).click();
    await guest.page.getByRole("heading", { name: "Harbour Films", level: 1 }).waitFor();
    assert.equal(await guest.page.getByLabel("Invite by mail address").count(), 0); // a director does not invite

    await page.reload();
    const role = page.getByRole("combobox", { name: `Role of ${email}` });
    assert.equal(await role.inputValue(), "director");
    await role.selectOption("viewer");
    await page.getByText("member.joined").waitFor();
    await assertAccessible(page, "an organisation");
    await guest.page.reload();
    await guest.page.getByText("Viewer", { exact: true }).first().waitFor();
    await guest.page.getByRole("button", { name: "Leave" }).click();
    await guest.page.getByRole("heading", { name: "Organisations", level: 1 }).waitFor();
    guest.assertClean();
    assertClean();
  },

  async "a webhook: its secret is shown once, a test arrives, the log tells of it"({ browser, studio }) {
    const { page, assertClean } = await openPage(browser, studio.address);
    await signUp(page, studio.address);
    const heard = [];
    const receiver = createServer((request, answer) => {
      heard.push(request.headers["webhook-id"]);
      request.resume().on("end", () => answer.writeHead(204).end());
    }).listen(0, "127.0.0.1");
    await new Promise((done) => receiver.once("listening", done));
    try {
      await page.goto(`${studio.address}/account/`);
      await page.getByLabel("Its address").fill(`http://127.0.0.1:${receiver.address().port}/hook`);
      await page.getByRole("button", { name: "Make a webhook" }).click();
      assert.match(await page.getByLabel("Copy the secret now").inputValue(), /^whsec_/);
      await page.getByRole("button", { name: "Send a test" }).click();
      await page.getByText("delivered", { exact: true }).waitFor();
      assert.equal(heard.length, 1);
      await assertAccessible(page, "the webhooks");
      await page.reload();
      await page.getByRole("button", { name: "Deliveries" }).click();
      await page.getByText("delivered", { exact: true }).waitFor();
      assert.equal(await page.getByLabel("Copy the secret now").count(), 0);
    } finally {
      receiver.close();
    }
    assertClean();
  },
};
