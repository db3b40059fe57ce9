// Makes the export ready for any server, after `next build`:
//  - scripts that stand inside pages become files, so that a policy of "scripts from this host only"
//    (Content-Security-Policy: default-src 'self') needs no exception;
//  - sw.js, which keeps the shell for when there is no connection;
//  - a .gz beside each text file, for servers that hand those out.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const out = fileURLToPath(new URL("../out/", import.meta.url));
const files = readdirSync(out, { recursive: true }).map((name) => join(out, name)).filter((name) => statSync(name).isFile());
const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

mkdirSync(join(out, "_next/static/page"), { recursive: true });
function keep(code) {
  const name = `_next/static/page/${hash(code)}.js`;
  writeFileSync(join(out, name), code);
  files.push(join(out, name));
  return `<script src="/${name}"></script>`;
}

// The letters of the first line come with the page, so that it does not move when they arrive.
const letters = files.map((name) => relative(out, name)).find((name) => /anek-latin-latin-standard-normal[^/]*\.woff2$/.test(name));
const preload = `<link rel="preload" href="/${letters}" as="font" type="font/woff2" crossorigin="anonymous"/>`;

// The one in the head runs where it stands, before the first paint; those of the body only add to one
// list and become one file in the place of the last.
for (const page of files.filter((name) => name.endsWith(".html"))) {
  const html = readFileSync(page, "utf8");
  const body = html.indexOf("<body");
  const inline = /<script(?: id="[^"]*")?>([\s\S]*?)<\/script>/g;
  const head = html.slice(0, body).replace(inline, (_, code) => keep(code)).replace("<head>", `<head>${preload}`);
  const codes = [];
  const rest = html.slice(body).replace(inline, (_, code) => (codes.push(code), ""));
  const end = rest.lastIndexOf("</body>");
  writeFileSync(page, head + rest.slice(0, end) + (codes.length ? keep(codes.join(";\n")) : "") + rest.slice(end));
}

const shell = ["/films/", "/film/write/", "/film/render/", "/film/deliver/"];
const assets = [...new Set(shell.flatMap((page) => readFileSync(join(out, page, "index.html"), "utf8").match(/\/_next\/static\/[^"'\\ ]+/g) ?? []))];
const version = hash([...shell.map((page) => readFileSync(join(out, page, "index.html"), "utf8")), ...assets].join());
const worker = readFileSync(new URL("sw.js", import.meta.url), "utf8")
  .replace('"VERSION"', JSON.stringify(version))
  .replace('["SHELL"]', JSON.stringify([...shell, ...assets]));
writeFileSync(join(out, "sw.js"), worker);
files.push(join(out, "sw.js"));

let saved = 0;
for (const file of files) {
  if (!/\.(html|js|css|txt|json|svg|vtt|webmanifest)$/.test(file)) continue;
  const whole = readFileSync(file);
  const small = gzipSync(whole, { level: 9 });
  writeFileSync(`${file}.gz`, small);
  saved += whole.length - small.length;
}
console.log(`finish: ${relative(process.cwd(), out)}, ${assets.length} files in the offline shell, ${Math.round(saved / 1000)} kB smaller compressed`);
