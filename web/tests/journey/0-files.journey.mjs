import assert from "node:assert/strict";
import { request } from "node:http";

// As it is written, without a browser's tidying of the path.
const ask = (address, path, headers = {}) =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(address);
    request({ hostname, port, path, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => done({ status: answer.statusCode, headers: answer.headers }));
    })
      .once("error", fail)
      .end();
  });

export default {
  async "files: no path leads out of the folder, and each says how it may be kept"({ studio }) {
    const { address } = studio;
    for (const path of ["/../package.json", "/_next/../../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "//etc/passwd", "/.git/config", "/films/..", "/index.html%00.js", "/" + "a/".repeat(600)])
      assert.equal((await ask(address, path)).status, 404, path);
    const page = await ask(address, "/", { "Accept-Encoding": "gzip" });
    assert.equal(page.headers["content-encoding"], "gzip");
    assert.equal(page.headers["cache-control"], "no-cache");
    assert.doesNotMatch(page.headers["content-security-policy"], /script-src[^;]*unsafe/);
    assert.equal((await ask(address, "/", { "Accept-Encoding": "gzip", "If-None-Match": page.headers.etag })).status, 304);
    const sent = await ask(address, "/verify-email?token=abc");
    assert.deepEqual([sent.status, sent.headers.location], [308, "/verify-email/?token=abc"]);
    assert.equal((await ask(address, "/s/some-token")).status, 200);
    assert.equal((await ask(address, "/api/v1/nothing")).headers["content-type"], "application/problem+json");
  },
};
