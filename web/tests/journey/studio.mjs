// What the journeys share: `film serve` on a fresh data folder, Debian's Chromium, and a page whose
// every console error, failed request, and request to another host is a failure.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const program = process.env.FILM ?? join(root, "build/film");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export async function startStudio() {
  const folder = mkdtempSync(join(tmpdir(), "film-journey-"));
  const port = await freePort();
  const arguments_ = ["serve", "--port", String(port), "--bind", "127.0.0.1", "--data", folder, "--web", join(root, "web/out"), "--limits", "1000", "--private-webhooks"];
  const child = spawn(program, arguments_, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (text) => (said += text));
  child.stderr.on("data", (text) => (said += text));
  const ended = new Promise((done) => child.once("exit", done));
  const address = `http://localhost:${port}`;
  for (let tried = 0; ; tried++) {
    if (child.exitCode !== null || tried > 300) throw new Error(`film serve did not start:\n${said}`);
    if (await fetch(`${address}/ready`).then((answer) => answer.ok, () => false)) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    address,
    said: () => said,
    admin: (action) => execFileSync(program, ["admin", ...action, "--data", folder], { encoding: "utf8" }),
    mails: () => readdirSync(join(folder, "mails")).sort().map((name) => readFileSync(join(folder, "mails", name), "utf8")),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const startBrowser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });

// A page that keeps count of what went wrong. `expected` are statuses that the test provokes itself.
export async function openPage(browser, address, options = {}, expected = []) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    if (expected.some((status) => message.text().includes(`status of ${status}`) || message.text().includes(String(status)))) return;
    wrong.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => wrong.push(`page: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== address) wrong.push(`another host: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (!/ERR_ABORTED/.test(why) && !expected.includes(why)) wrong.push(`failed: ${request.url()} ${why}`); // aborted: left the page
  });
  return { context, page, assertClean: () => assert.deepEqual(wrong.splice(0), []) };
}
