import assert from "node:assert/strict";
import { isFresh } from "../../scripts/api.mjs";

export default {
  async "the types of the API are those of this server"({ studio }) {
    assert.ok(await isFresh(`${studio.address}/api/openapi.json`), "run npm run api");
  },
};
