// A real OpenID provider for the tests, and one whose ID tokens are wrong in the way its code says.
// Prints both issuers once they listen: a line of JSON. usage: node server.mjs CALLBACK...
import { createServer } from "node:http";
import { generateKeyPair, exportJWK, SignJWT } from "jose";
import { Provider } from "oidc-provider";

const algorithms = ["RS256", "ES256", "EdDSA"];
const callbacks = process.argv.slice(2);
const pairs = {};
for (const alg of algorithms) pairs[alg] = await generateKeyPair(alg, { extractable: true });
const jwk = async (key, alg) => ({ ...(await exportJWK(key)), alg, use: "sig", kid: alg });

const listen = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));

// Whoever names themselves at its login form is that address; "unconfirmed" ones are not confirmed.
const real = createServer((request, response) => handle(request, response));
let handle;
const realIssuer = `http://localhost:${await listen(real)}`;
handle = new Provider(realIssuer, {
  clients: algorithms.map((alg) => ({
    client_id: `film-${alg}`,
    client_secret: `secret of ${alg}: 100%/&+`,
    redirect_uris: callbacks,
    id_token_signed_response_alg: alg,
  })),
  claims: { email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unconfirmed"), name: "Meera" }),
  }),
  jwks: { keys: await Promise.all(algorithms.map((alg) => jwk(pairs[alg].privateKey, alg))) },
  enabledJWA: { idTokenSigningAlgValues: algorithms },
  cookies: { keys: ["for tests"] },
}).callback();

// The code is what to say: {"claims": {...}, "alg": "none" | "HS256" | "stranger", "status": 500}.
const publicKey = await jwk(pairs.RS256.publicKey, "RS256");
const base64 = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
async function tokenFor({ claims, alg }) {
  if (alg === "none") return `${base64({ alg: "none" })}.${base64(claims)}.`;
  if (alg === "HS256") {
    const secret = new TextEncoder().encode(JSON.stringify(publicKey));
    return new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "RS256" }).sign(secret);
  }
  const key = alg === "stranger" ? (await generateKeyPair("RS256")).privateKey : pairs.RS256.privateKey;
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "RS256" }).sign(key);
}
const liar = createServer(async (request, response) => {
  const answer = (status, value, headers = {}) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };
  let body = "";
  for await (const piece of request) body += piece;
  if (request.url === "/.well-known/openid-configuration")
    return answer(200, {
      issuer: liarIssuer,
      authorization_endpoint: `${liarIssuer}/auth`,
      token_endpoint: `${liarIssuer}/token`,
      jwks_uri: `${liarIssuer}/keys`,
    });
  if (request.url === "/keys") return answer(200, { keys: [publicKey] });
  const say = JSON.parse(new URLSearchParams(body).get("code"));
  if (say.status) return answer(say.status, {}, { Location: `${liarIssuer}/keys` });
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: liarIssuer, aud: "film", sub: "1", iat: now, exp: now + 60, ...say.claims };
  return answer(200, { access_token: "a", token_type: "Bearer", id_token: await tokenFor({ ...say, claims }) });
});
const liarIssuer = `http://localhost:${await listen(liar)}`;
console.log(JSON.stringify({ real: realIssuer, liar: liarIssuer }));
