"""Signing in elsewhere: a real OpenID provider, one that lies, and GitHub's API as its documents say."""
import http.client
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import unittest
import urllib.parse

from server import PASSWORD, ROOT, Client, Server, free_port
from test_accounts import code_of, now_step

HERE = os.path.dirname(os.path.abspath(__file__))
WITH_NODE = os.path.join(ROOT, "tools", "web")
ALGORITHMS = ("RS256", "ES256", "EdDSA")


def install():
    """The folder in which the provider can run, or None where npm has none of it."""
    folder = os.path.join(ROOT, "build", "oidc")
    lock = os.path.join(folder, "package-lock.json")
    with open(os.path.join(HERE, "oidc", "package-lock.json"), encoding="utf-8") as file:
        wanted = file.read()
    installed = os.path.exists(os.path.join(folder, "installed"))
    if installed:
        with open(lock, encoding="utf-8") as file:
            installed = file.read() == wanted
    if not installed:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(os.path.join(HERE, "oidc"), folder)
        try:
            subprocess.run([WITH_NODE, "run", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"],
                           cwd=folder, check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError):
            return None
        with open(os.path.join(folder, "installed"), "w", encoding="utf-8"):
            pass
    shutil.copy(os.path.join(HERE, "oidc", "server.mjs"), folder)
    return folder


class Browser:
    """Follows links and keeps cookies, for each port of this machine its own."""

    def __init__(self):
        self.cookies = {}

    def ask(self, method, url, form=None, headers=None):
        parts = urllib.parse.urlsplit(url)
        jar = self.cookies.setdefault(parts.port, {})
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in jar.items()), **(headers or {})}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=60)
        target = parts.path + ("?" + parts.query if parts.query else "")
        connection.request(method, target, body, {"Host": parts.netloc, **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            jar[name] = value
        connection.close()
        location = answer.headers.get("Location")
        return answer.status, location and urllib.parse.urljoin(url, location), text

    def through(self, url, login, stop):
        """Goes where it is sent, and writes `login` into the forms it meets, until `stop` begins the address."""
        for _ in range(20):
            if url.startswith(stop):
                return url
            _, location, text = self.ask("GET", url)
            if not location:
                action = re.search(r'action="([^"]+)"', text)[1]
                prompt = re.search(r'name="prompt" value="(\w+)"', text)[1]
                form = {"prompt": prompt, **({"login": login, "password": "x"} if prompt == "login" else {})}
                _, location, _ = self.ask("POST", urllib.parse.urljoin(url, action), form)
            url = location
        raise AssertionError("goes round in circles")


class GitHub(http.server.BaseHTTPRequestHandler):
    """The three calls, answered as docs.github.com shows them. The code is the mail address."""

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        good = form["client_secret"] == "gh secret" and len(form["code_verifier"]) == 43
        self.answer({"access_token": "gho_" + form["code"], "scope": "read:user,user:email",
                     "token_type": "bearer"} if good else {"error": "bad_verification_code"})

    def do_GET(self):
        mail = self.headers["Authorization"].removeprefix("Bearer gho_")
        if self.path == "/api/v3/user":
            self.answer({"login": "octocat", "id": sum(mail.encode()), "name": "monalisa", "email": None})
        else:
            self.answer([{"email": "old@example.com", "verified": True, "primary": False, "visibility": None},
                         {"email": mail, "verified": "unconfirmed" not in mail, "primary": True,
                          "visibility": "private"}])

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Providers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.github = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitHub)
        threading.Thread(target=cls.github.serve_forever, daemon=True).start()
        folder = install()
        cls.provider = None
        port = free_port()
        urls = [f"github+http://film:gh%20secret@localhost:{cls.github.server_port}"]
        if folder:
            callbacks = [f"http://localhost:{port}/api/v1/auth/providers/{alg.lower()}/callback" for alg in ALGORITHMS]
            cls.provider = subprocess.Popen([WITH_NODE, "run", "node", os.path.join(folder, "server.mjs"), *callbacks],
                                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            cls.issuers = json.loads(cls.provider.stdout.readline())
            real, liar = (cls.issuers[name].removeprefix("http://") for name in ("real", "liar"))
            urls += [f"oidc+http://film-{alg}:{urllib.parse.quote(f'secret of {alg}: 100%/&+', safe='')}@{real}"
                     f"?name={alg.lower()}&label=Test%20{alg}" for alg in ALGORITHMS]
            urls.append(f"oidc+http://film:s@{liar}?name=liar")
        else:
            print("# skipped: npm cannot be reached, so there is no OpenID provider to test with")
        cls.server = Server("--sign-in", " ".join(urls), port=port)
        cls.root = f"http://localhost:{port}"

    @classmethod
    def tearDownClass(cls):
        cls.server.close()
        cls.github.shutdown()
        cls.github.server_close()
        if cls.provider:
            cls.provider.kill()
            cls.provider.wait()
            cls.provider.stdout.close()

    def real(self):
        if not self.provider:
            self.skipTest("no provider")

    def begin(self, browser, provider, next_page="/credits/"):
        status, location, _ = browser.ask(
            "GET", f"{self.root}/api/v1/auth/providers/{provider}/start?next={urllib.parse.quote(next_page)}")
        self.assertEqual(status, 302)
        return location

    def back(self, browser, provider, **query):
        """How the sign-in page is told: its query."""
        status, location, _ = browser.ask(
            "GET", f"{self.root}/api/v1/auth/providers/{provider}/callback?{urllib.parse.urlencode(query)}")
        self.assertEqual(status, 302)
        self.assertTrue(location.startswith(self.root + "/sign-in/?"), location)
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))

    def sign_in(self, login, provider="rs256"):
        browser = Browser()
        url = browser.through(self.begin(browser, provider), login, self.root)
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        return browser, self.back(browser, provider, **query)

    def client(self, browser):
        status, _, text = browser.ask("POST", self.root + "/api/v1/auth/refresh",
                                      headers={"X-Requested-With": "film", "Content-Length": "0"})
        self.assertEqual(status, 200, text)
        return Client(self.server, json.loads(text)["accessToken"])

    def by_github(self, mail):
        browser = Browser()
        url = urllib.parse.urlsplit(self.begin(browser, "github"))
        query = dict(urllib.parse.parse_qsl(url.query))
        self.assertEqual(query["code_challenge_method"], "S256")
        return browser, self.back(browser, "github", code=mail, state=query["state"])

    def register(self, mail, confirm=True):
        answer = Client(self.server).post("auth/register", {"email": mail, "password": PASSWORD}, 201)
        if confirm:
            token = re.search(r"token=(\S+)", self.server.mail(mail))[1]
            Client(self.server).post("auth/verify-email", {"token": token}, 200)
        return Client(self.server, answer["accessToken"])

    def test_providers_are_listed_with_their_links(self):
        providers = Client(self.server).get("auth/providers")["providers"]
        self.assertIn({"name": "github", "label": "GitHub", "url": "/api/v1/auth/providers/github/start"}, providers)

    def test_an_account_is_made_and_found_again_whatever_the_key(self):
        self.real()
        ids = set()
        for alg in ALGORITHMS:
            browser, told = self.sign_in("meera@example.com", alg.lower())
            self.assertEqual(told, {"provider": "done", "next": "/credits/"})
            me = self.client(browser).get("users/me")
            self.assertTrue(me["verified"])
            self.assertEqual((me["email"], me["fullName"], me["credits"]), ("meera@example.com", "Meera", 3))
            ids.add(me["userId"])
        self.assertEqual(len(ids), 1)

    def test_a_confirmed_account_is_linked_and_its_owner_told(self):
        self.real()
        owner = self.register("linked@example.com")
        browser, told = self.sign_in("linked@example.com")
        self.assertEqual(told["provider"], "done")
        self.assertEqual(self.client(browser).get("users/me")["userId"], owner.get("users/me")["userId"])
        self.assertIn("entered with Test RS256", self.server.mail("linked@example.com", 2))
        identity = owner.get("users/me/identities")["identities"][0]
        self.assertEqual(identity["issuer"], self.issuers["real"])
        owner.ask("DELETE", f"users/me/identities/{identity['identityId']}", expect=200)
        self.assertEqual(owner.get("users/me/identities")["identities"], [])

    def test_an_account_that_never_confirmed_its_address_is_not_given_away(self):
        for mail, enter in (("squatted@example.com", self.by_github), ("taken@example.com", self.sign_in)):
            if enter == self.sign_in and not self.provider:
                continue
            self.register(mail, confirm=False)
            self.assertEqual(enter(mail)[1]["problem"], "conflict")

    def test_an_address_the_provider_does_not_vouch_for_opens_nothing(self):
        self.real()
        self.register("unconfirmed@example.com")
        self.assertEqual(self.sign_in("unconfirmed@example.com")[1]["problem"], "forbidden")
        self.assertEqual(self.sign_in("unconfirmed-new@example.com")[1]["problem"], "forbidden")

    def test_github(self):
        browser, told = self.by_github("octo@example.com")
        self.assertEqual(told["provider"], "done")
        one = self.client(browser)
        self.assertEqual(one.get("users/me")["email"], "octo@example.com")
        self.assertEqual(self.by_github("unconfirmed-octo@example.com")[1]["problem"], "forbidden")
        identity = one.get("users/me/identities")["identities"][0]["identityId"]
        one.ask("DELETE", f"users/me/identities/{identity}", expect=409)  # the only way in

    def test_a_second_factor_is_asked_for_here_too(self):
        owner = self.register("factor@example.com")
        secret = owner.post("users/me/second-factor", expect=200)["secret"]
        owner.post("users/me/second-factor/confirm", {"code": code_of(secret, now_step())}, 200)
        browser, told = self.by_github("factor@example.com")
        self.assertEqual(told["provider"], "code")
        self.assertNotIn("film_refresh", browser.cookies[self.server.port])
        cookies = {"Cookie": "film_code=" + browser.cookies[self.server.port]["film_code"]}
        nobody = Client(self.server)
        nobody.post("auth/providers/code", {"code": "000000"}, 401, headers=cookies)
        nobody.post("auth/providers/code", {"code": "000000"}, 401)
        answer = nobody.post("auth/providers/code", {"code": code_of(secret, now_step() + 1)}, 200, headers=cookies)
        self.assertIn("film_refresh=", answer.headers["set-cookie"])

    def test_only_the_browser_that_began_ends_it_and_once(self):
        browser, other = Browser(), Browser()
        state = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.begin(browser, "github")).query))["state"]
        self.begin(other, "github")
        self.assertEqual(self.back(other, "github", code="a@b.com", state=state)["problem"], "sign-in")
        self.assertEqual(self.back(Browser(), "github", code="a@b.com", state=state)["problem"], "sign-in")
        kept = dict(browser.cookies[self.server.port])
        self.assertEqual(self.back(browser, "github", code="once@example.com", state=state)["provider"], "done")
        self.assertEqual(self.back(browser, "github", code="once@example.com", state=state)["problem"], "sign-in")
        kept["film_trip"] = kept["film_trip"][:-2] + "AA"
        forged = Browser()
        forged.cookies[self.server.port] = kept
        self.assertEqual(self.back(forged, "github", code="a@b.com", state=state)["problem"], "sign-in")
        self.assertEqual(self.back(other, "github", error="access_denied", state="x")["problem"], "sign-in")

    def test_nobody_is_sent_to_another_site(self):
        for path in ("//evil.example", "https://evil.example", "/\\evil.example", "/\tx", "evil"):
            status, _, _ = Browser().ask(
                "GET", f"{self.root}/api/v1/auth/providers/github/start?next={urllib.parse.quote(path)}")
            self.assertEqual(status, 422, path)
        status, _, _ = Browser().ask("GET", self.root + "/api/v1/auth/providers/nobody/start")
        self.assertEqual(status, 404)

    def test_an_id_token_that_does_not_hold_opens_nothing(self):
        self.real()
        lies = [{"claims": {"nonce": "another"}}, {"claims": {"iss": "https://accounts.google.com"}},
                {"claims": {"aud": "somebody"}}, {"claims": {"aud": ["film", "somebody"]}},
                {"claims": {"exp": 1000}}, {"claims": {"iat": 4000000000}}, {"claims": {"azp": "somebody"}},
                {"claims": {"sub": 7}}, {"alg": "none"}, {"alg": "HS256"}, {"alg": "stranger"}, {"status": 302},
                {"status": 400}]
        for lie in [*lies, {}]:
            browser = Browser()
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.begin(browser, "liar")).query))
            claims = {"nonce": query["nonce"], "email": "liar@example.com", "email_verified": True}
            code = json.dumps({**lie, "claims": {**claims, **lie.get("claims", {})}})
            told = self.back(browser, "liar", code=code, state=query["state"])
            if lie:
                self.assertEqual(told.get("problem"), "sign-in", lie)
            else:
                self.assertEqual(told["provider"], "done")
        browser = Browser()
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.begin(browser, "liar")).query))
        told = self.back(browser, "liar", code="x", state=query["state"], iss=self.issuers["real"])
        self.assertEqual(told["problem"], "sign-in")

    def test_a_provider_that_is_away_is_a_clear_503(self):
        port = free_port()
        server = Server("--sign-in", f"oidc+http://film:s@localhost:{port}?name=away")
        try:
            answer = Client(server).get("auth/providers/away/start", 503)
            self.assertIn("retry-after", answer.headers)
        finally:
            server.close()

    def test_a_provider_that_cannot_be_is_refused_at_the_start_without_its_secret(self):
        for url in ("oidc+http://id:hush@idp.example", "ftp://id:hush@x", "oidc://id:hush@", "github://id:hush@ google://",
                    "github://a:hush@ github://b:hush@"):
            done = subprocess.run([os.path.join(ROOT, "build", "film"), "serve", "--port", str(free_port()), "--data",
                                   self.server.folder + "/none", "--workers", "0", "--sign-in", url],
                                  capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(done.returncode, 64, url)
            self.assertNotIn("hush", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
