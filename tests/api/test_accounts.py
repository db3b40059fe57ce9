"""Accounts: signing up and in, sessions, links in mails, second factor, keys, tokens that lie."""
import base64
import hashlib
import hmac
import json
import re
import struct
import time

from server import Case, Client, PASSWORD


def code_of(secret, step):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[19] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


def now_step():
    return int(time.time()) // 30


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


class Accounts(Case):
    def test_registration_names_every_faulty_field(self):
        answer = Client(self.server).post("auth/register", {"email": "nobody", "password": "x", "age": 3}, 422)
        self.assertEqual({e["pointer"] for e in answer["errors"]}, {"/email", "/password", "/age"})
        answer = Client(self.server).post("auth/register", {"email": "a@b.com", "password": "alllower1"}, 422)
        self.assertEqual(answer["errors"][0]["pointer"], "/password")

    def test_registration_gives_three_credits_once(self):
        one = self.user()
        self.assertEqual(one.get("users/me")["credits"], 3)
        Client(self.server).post("auth/register", {"email": one.email.upper(), "password": PASSWORD}, 409)

    def test_snake_case_is_taken_and_camel_case_given(self):
        answer = Client(self.server).post(
            "auth/register", {"email": "snake@example.com", "password": PASSWORD, "full_name": "Snake"}, 201)
        self.assertEqual(answer["user"]["fullName"], "Snake")

    def test_login_takes_json_and_forms(self):
        one = self.user()
        nobody = Client(self.server)
        self.assertEqual(nobody.post("auth/login", {"email": one.email, "password": PASSWORD}, 200)["expiresIn"], 900)
        nobody.post("auth/login", form={"username": one.email, "password": PASSWORD, "grant_type": "password"},
                    expect=200)

    def test_five_wrong_passwords_close_the_account(self):
        one, nobody = self.user(), Client(self.server)
        for _ in range(5):
            nobody.post("auth/login", {"email": one.email, "password": "Wrong2026"}, 401)
        answer = nobody.post("auth/login", {"email": one.email, "password": PASSWORD}, 423)
        self.assertGreater(int(answer.headers["retry-after"]), 800)

    def test_nobody_learns_who_has_an_account(self):
        one, nobody = self.user(), Client(self.server)
        known = nobody.post("auth/forgot-password", {"email": one.email}, 200)
        unknown = nobody.post("auth/forgot-password", {"email": "no.one@example.com"}, 200)
        self.assertEqual(known.json, unknown.json)
        wrong = nobody.post("auth/login", {"email": one.email, "password": "Wrong2026"}, 401)
        other = nobody.post("auth/login", {"email": "no.one@example.com", "password": "Wrong2026"}, 401)
        self.assertEqual(wrong["detail"], other["detail"])

    def test_a_refresh_token_is_good_once_and_a_replay_ends_the_session(self):
        one, nobody = self.user(), Client(self.server)
        first = nobody.post("auth/refresh", {"refreshToken": one.refresh}, 200)
        second = nobody.post("auth/refresh", {"refreshToken": first["refreshToken"]}, 200)
        Client(self.server, second["accessToken"]).get("users/me")
        nobody.post("auth/refresh", {"refreshToken": one.refresh}, 401)
        nobody.post("auth/refresh", {"refreshToken": second["refreshToken"]}, 401)
        Client(self.server, second["accessToken"]).get("users/me", 401)

    def test_the_refresh_cookie_needs_a_header_of_ours(self):
        one, nobody = self.user(), Client(self.server)
        answer = nobody.post("auth/login", {"email": one.email, "password": PASSWORD, "cookie": True}, 200)
        self.assertNotIn("refreshToken", answer.json)
        cookie = answer.headers["set-cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Strict", cookie)
        sent = {"Cookie": cookie.split(";")[0]}
        nobody.post("auth/refresh", {}, 403, headers=sent)
        nobody.post("auth/refresh", {}, 200, headers={**sent, "X-Requested-With": "film"})

    def test_logout_ends_the_access_token_too(self):
        one = self.user()
        one.post("auth/logout", expect=200)
        one.get("users/me", 401)

    def test_sessions_are_listed_and_ended(self):
        one = self.user()
        other = Client(self.server, Client(self.server).post(
            "auth/login", {"email": one.email, "password": PASSWORD, "device": "phone"}, 200)["accessToken"])
        sessions = one.get("users/me/sessions")["sessions"]
        self.assertEqual(len(sessions), 2)
        phone = [s for s in sessions if not s["current"]][0]
        self.assertEqual(phone["device"], "phone")
        one.ask("DELETE", f"users/me/sessions/{phone['sessionId']}", expect=200)
        other.get("users/me", 401)

    def test_a_mail_confirms_the_address(self):
        one = self.user()
        token = re.search(r"token=(\S+)", self.server.mail(one.email))[1]
        Client(self.server).post("auth/verify-email", {"token": token}, 200)
        self.assertTrue(one.get("users/me")["verified"])
        Client(self.server).post("auth/verify-email", {"token": token}, 422)

    def test_a_forgotten_password_is_set_anew_once(self):
        one, nobody = self.user(), Client(self.server)
        nobody.post("auth/forgot-password", {"email": one.email}, 200)
        token = re.search(r"reset-password\?token=(\S+)", self.server.mail(one.email, 2))[1]
        self.server.secrets.append(token)
        nobody.post("auth/reset-password", {"token": token, "password": PASSWORD}, 409)
        nobody.post("auth/reset-password", {"token": token, "password": "Another2026"}, 200)
        nobody.post("auth/reset-password", {"token": token, "password": "Another2027"}, 422)
        one.get("users/me", 401)
        nobody.post("auth/login", {"email": one.email, "password": "Another2026"}, 200)

    def test_the_password_is_changed_with_the_old_one(self):
        one = self.user()
        answer = one.post("users/me/password", {"currentPassword": "Wrong2026", "newPassword": "Another2026"}, 422)
        self.assertEqual(answer["errors"][0]["pointer"], "/currentPassword")
        one.post("users/me/password", {"currentPassword": PASSWORD, "newPassword": "Another2026"}, 200)
        one.get("users/me")

    def test_a_second_factor(self):
        one, nobody = self.user(), Client(self.server)
        secret = one.post("users/me/second-factor", expect=200)["secret"]
        self.server.secrets.append(secret)
        one.post("users/me/second-factor/confirm", {"code": "000000"}, 422)
        codes = one.post("users/me/second-factor/confirm", {"code": code_of(secret, now_step())}, 200)["recoveryCodes"]
        self.assertEqual(len(codes), 10)
        login = {"email": one.email, "password": PASSWORD}
        self.assertEqual(nobody.post("auth/login", login, 401)["code"], "second-factor")
        nobody.post("auth/login", {**login, "code": code_of(secret, now_step())}, 401)  # used above
        nobody.post("auth/login", {**login, "code": code_of(secret, now_step() + 1)}, 200)
        nobody.post("auth/login", {**login, "code": codes[0]}, 200)
        nobody.post("auth/login", {**login, "code": codes[0]}, 401)
        one.post("users/me/second-factor/stop", {"code": codes[1]}, 200)
        nobody.post("auth/login", login, 200)

    def test_api_keys_read_or_write_and_are_revoked(self):
        one = self.user()
        made = one.post("users/me/api-keys", {"name": "reader"}, 201)
        self.server.secrets.append(made["key"])
        reader = Client(self.server, key=made["key"])
        reader.get("projects")
        reader.post("projects", {"title": "t", "script": "s"}, 403)
        reader.get("users/me/sessions", 403)
        writer = Client(self.server, key=one.post("users/me/api-keys", {"name": "w", "scopes": "read write"}, 201)["key"])
        writer.project()
        self.assertNotIn("key", one.get("users/me/api-keys")["keys"][0])
        one.ask("DELETE", f"users/me/api-keys/{made['keyId']}", expect=200)
        reader.get("projects", 401)

    def test_tokens_that_lie_are_refused(self):
        one = self.user()
        head, body, signature = one.token.split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=="))
        kid = json.loads(base64.urlsafe_b64decode(head + "=="))["kid"]
        x = json.loads(self.server.raw("GET", "/.well-known/jwks.json")[2])["keys"][0]["x"]
        public = base64.urlsafe_b64decode(x + "=")
        forged_head = part({"alg": "HS256", "typ": "JWT", "kid": kid})
        by_public = base64.urlsafe_b64encode(
            hmac.new(public, f"{forged_head}.{body}".encode(), hashlib.sha256).digest()).rstrip(b"=").decode()
        for token in (f"{part({'alg': 'none'})}.{body}.", f"{part({'alg': 'none', 'kid': kid})}.{body}.{signature}",
                      f"{forged_head}.{body}.{by_public}", f"{head}.{part({**claims, 'exp': 1})}.{signature}",
                      f"{head}.{part({**claims, 'role': 'admin'})}.{signature}", f"{head}.{body}.{signature[:-4]}AAAA",
                      f"{head}.{body}", "..", "a.b.c", "x" * 5000, head + "." + body + "." + signature + "."):
            Client(self.server, token).get("users/me", 401)
        one.get("users/me")

    def test_a_rotated_key_leaves_old_tokens_good(self):
        one = self.user()
        self.assertEqual(self.server.admin("rotate-keys").returncode, 0)
        one.get("users/me")

    def test_an_account_is_deleted(self):
        one = self.user()
        one.ask("DELETE", "users/me", expect=200)
        one.get("users/me", 401)
        Client(self.server).post("auth/login", {"email": one.email, "password": PASSWORD}, 401)
        self.user(one.email)

    def test_z_secrets_are_never_in_the_log(self):
        with open(self.server.log_path, encoding="utf-8") as log:
            text = log.read()
        self.assertIn('"event":"request"', text)
        for secret in set(self.server.secrets):
            self.assertNotIn(secret, text)
        for line in text.splitlines():
            json.loads(line)
