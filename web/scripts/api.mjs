// Makes src/api/schema.d.ts of the OpenAPI document of `film serve`, which it starts for that. The file is committed; the journey proves that it is still what the
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { startStudio } = await import("../tests/journey/studio.mjs");
  const studio = await startStudio();
  writeFileSync(file, await typesOf(`${studio.address}/api/openapi.json`));
  await studio.stop();
}
