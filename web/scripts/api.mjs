// Makes src/api/schema.d.ts of the server's OpenAPI document: of the address given, or else of
// `film serve` on its usual port. The file is committed; the journey proves that it is still what the
// server says. Problems are left out, since every route has the same (src/api/problem.ts).
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const file = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));

export async function typesOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  const document = await answer.json();
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path))
      if (operation.responses)
        for (const status of Object.keys(operation.responses)) if (!/^[23]/.test(status)) delete operation.responses[status];
  const types = astToString(await openapiTS(document, { excludeDeprecated: true }));
  return `// made by scripts/api.mjs of the server's OpenAPI document\n${types}`;
}

export const isFresh = async (address) => readFileSync(file, "utf8") === (await typesOf(address));

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(file, await typesOf(process.argv[2] ?? "http://localhost:8000/api/openapi.json"));
