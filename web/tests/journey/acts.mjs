// Things that people do in several journeys.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const axe = readFileSync(fileURLToPath(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");

export const script = `Title: One Umbrella

INT. CAFE - EVENING

Rain behind the windows.

BEN
That's mine. It is red.

PRIYA
(sarcastic)
What a remarkable umbrella.
`;

let people = 0;

// Signs up by the form; leaves one in the films.
export async function signUp(page, address) {
  const email = `maker${++people}@example.org`;
  await page.goto(`${address}/sign-up/`);
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Password").fill("Lighthouse7");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.waitForURL("**/films/");
  await page.getByRole("heading", { name: "Films", level: 1 }).waitFor();
  return email;
}

// A film of the script, made by the API with the session of the page.
export async function newFilm(page, text = script, title = "One Umbrella") {
  const id = await page.evaluate(
    async ([body]) => {
      const refreshed = await fetch("/api/v1/auth/refresh", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Requested-With": "studio" },
        body: "{}",
      });
      const { accessToken } = await refreshed.json();
      const made = await fetch("/api/v1/projects", {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${accessToken}` },
        body,
      });
      return (await made.json()).projectId;
    },
    [JSON.stringify({ title, script: text, settings: { resolution: "360p" } })],
  );
  assert.ok(id);
  return id;
}

// axe, all rules that it is sure of.
export async function assertAccessible(page, where) {
  // The policy of the pages lets no foreign script in, so axe comes by the debugger.
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe);
  const found = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`);
  assert.deepEqual(told, [], `axe on ${where}`);
}

export async function assertNoOverflow(page, where) {
  const [inner, whole] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${where} is ${whole} px wide in a window of ${inner}`);
}

// Nothing that is pressed or names something is cut off: a longer word of another language would be.
export async function assertNothingCut(page, where) {
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("a, button, label, h1, h2, h3, th, .chip")]
      .filter((part) => part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible" && getComputedStyle(part).textOverflow !== "ellipsis")
      .map((part) => part.textContent),
  );
  assert.deepEqual(cut, [], `cut off on ${where}`);
}

// Waits until a field's words are as they should be: it is filled from what was kept a moment after it
// is there.
export async function untilValue(field, pattern) {
  const began = Date.now();
  while (!pattern.test(await field.inputValue())) {
    if (Date.now() - began > 20_000) assert.match(await field.inputValue(), pattern);
    await field.page().waitForTimeout(100);
  }
}

// The six digits of an authenticator (RFC 6238) for a secret in base 32.
function authenticator(secret) {
  const bits = [...secret.replace(/[\s=]/g, "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// Makes who is signed in an administrator, who then needs a second factor.
export async function makeAdministrator(page, studio, email) {
  studio.admin(["promote", "--email", email]);
  await page.reload();
  await page.getByRole("link", { name: "Admin" }).click();
  await page.getByText("Administrators need a second factor.").waitFor();
  await page.getByRole("link", { name: "Set it up" }).click();
  await page.getByRole("button", { name: "Set it up" }).click();
  const secret = await page.locator("code").textContent();
  await page.getByLabel("Code").fill(authenticator(secret));
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.getByText("Keep these recovery codes.").waitFor();
}

const linkIn = (mails, email, path) => {
  const mail = mails.findLast((text) => text.includes(email) && text.includes(path));
  return new RegExp(`${path}\\?token=[\\w-]+`).exec((mail ?? "").replace(/=\r?\n/g, "").replace(/=3D/g, "="))?.[0];
};

// The server hands mails out twice a second: the link is waited for.
export async function linkMailed(studio, email, path) {
  for (let tries = 0; tries < 200; tries++) {
    const link = linkIn(studio.mails(), email, path);
    if (link) return studio.address + link;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no mail with ${path} came for ${email}`);
}
