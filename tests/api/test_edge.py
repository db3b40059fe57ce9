"""The edge: faulty bytes, every route as nobody, as somebody else and as a reader, limits, headers."""
import json

from server import Case, Client, PASSWORD, Server
from test_accounts import code_of, now_step

OTHER = "01a21f1a-c9fb-774c-a464-2d22ee25aa93"


class Edge(Case):
    def test_json_is_read_strictly(self):
        one = self.user()
        good = json.dumps({"title": "t", "script": "s"})
        for body, status in ((b'{"title":"a","title":"b","script":"s"}', 400), (b"{", 400), (b"[]", 400),
                             (b"[" * 40 + b"]" * 40, 400), (b"[" * 100000, 400), (b'{"title":"\xff","script":"s"}', 400),
                             (b'{"title":"a\\u0000b","script":"s"}', 400), (good.encode() + b"x", 400),
                             (b'{"title":5,"script":"s"}', 422), (b'{"title":null,"script":"s"}', 422),
                             (b'{"title":["a"],"script":{}}', 422), (b'{"title":"\\ud800","script":"s"}', 400)):
            one.post("projects", body, status)
        one.post("projects", good, 415, headers={"Content-Type": "text/plain"})
        one.post("projects", b" " * (2 << 20), 413)
        one.post("projects", '{"title":"t","script":"' + "a" * 300000 + '"}', 422)

    def test_requests_that_no_client_sends(self):
        for data in (b"GET / HTTP/1.1\r\n\r\n", b"\x00\x01\x02\r\n\r\n", b"GET /api/v1/projects HTTP/9.9\r\n\r\n",
                     b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{",
                     b"GET /" + b"a" * 60000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}",
                     b"GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                     b"GET /api/v1/blobs/..%2f..%2fsecret.key HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"):
            self.assertNotIn(b" 500 ", self.server.bytes(data)[:40])
        Client(self.server).get("/health")

    def test_paths_and_methods(self):
        one = self.user()
        one.get("nothing", 404)
        one.get("projects/../users/me", 404)
        one.get("projects/%2e%2e", 404)
        answer = one.ask("DELETE", "/api/v1/projects", expect=405)
        self.assertIn("POST", answer.headers["allow"])
        self.assertEqual(one.ask("HEAD", "projects", expect=200).body, b"")

    def test_only_listed_origins_may_ask(self):
        server = Server("--origins", "https://a.example,https://b.example")
        try:
            asked = {"Origin": "https://b.example", "Access-Control-Request-Method": "PATCH"}
            status, headers, _ = server.raw("OPTIONS", "/api/v1/projects", headers=asked)
            self.assertEqual((status, headers["access-control-allow-origin"]), (204, "https://b.example"))
            for origin in ("https://evil.example", "https://a.example.evil", "null"):
                _, headers, _ = server.raw("OPTIONS", "/api/v1/projects", headers={"Origin": origin})
                self.assertNotIn("access-control-allow-origin", headers)
        finally:
            server.close()

    def test_limits_say_when_to_come_back(self):
        server = Server(limits=1)
        try:
            nobody = Client(server)
            for _ in range(5):
                nobody.post("auth/login", {"email": "a@b.com", "password": "Wrong2026"}, 401)
            answer = nobody.post("auth/login", {"email": "a@b.com", "password": "Wrong2026"}, 429)
            self.assertGreater(int(answer.headers["retry-after"]), 0)
        finally:
            server.close()

    def test_services_can_stand_apart(self):
        server = Server("--services", "users,credits")
        try:
            nobody = Client(server)
            nobody.get("credits/prices")
            nobody.get("projects", 404)
            nobody.get("/ready")
        finally:
            server.close()

    def test_documents(self):
        nobody = Client(self.server)
        self.assertIn(b"createProject", nobody.get("/api/docs").body)
        for path in ("/health", "/api/v1/health", "/ready", "/version", "/api/v1/about", "/.well-known/jwks.json"):
            nobody.get(path)
        text = nobody.get("/metrics").body.decode()
        self.assertIn('film_jobs{status="queued"} ', text)
        self.assertIn('film_http_request_duration_seconds_bucket{le="+Inf"}', text)
        ids = [o["operationId"] for item in nobody.document["paths"].values() for o in item.values()]
        self.assertEqual(len(ids), len(set(ids)))

    def test_a_trace_is_taken_on(self):
        trace = "0af7651916cd43dd8448eb211c80319c"
        answer = Client(self.server).get("/health", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
        self.assertEqual(answer.headers["x-request-id"], trace)


class Strangers(Case):
    """Every route × every role × somebody else's id."""

    BODIES = {"createProject": {"title": "t", "script": "s"}, "changeProject": {"title": "t"},
              "setCulture": {"primaryCulture": "auto"}, "createFolder": {"name": "f"}, "buyCredits": {"quantity": 10},
              "changePlan": {"plan": "pro"}, "changePassword": {"currentPassword": "x", "newPassword": "Another2026"},
              "makeApiKey": {"name": "k"}, "confirmSecondFactor": {"code": "000000"},
              "stopSecondFactor": {"code": "000000"}, "appealReview": {"appeal": "please"},
              "adminDecide": {"decision": "approve"}, "analyseScript": {"script": "A."}, "adminSetFlag": {"enabled": True},
              "createOrganization": {"name": "o"}, "changeOrganization": {"name": "o"}, "changeMember": {"role": "viewer"},
              "invite": {"email": "x@example.com", "role": "viewer"}, "joinOrganization": {"token": "x"},
              "uploadAsset": b"x", "uploadReference": b"x", "decideAsset": {"status": "in_review"}, "changeAsset": {"name": "x"}, "endSignInWithCode": {"code": "000000"},
              "createWebhook": {"url": "https://example.com", "events": ["video.failed"]}, "changeWebhook": {"enabled": True}}

    def operations(self, client):
        for path, item in client.document["paths"].items():
            for method, operation in item.items():
                yield method.upper(), path, operation

    def ids_of(self, owner):
        project = owner.project(folderId=owner.post("folders", {"name": "mine"}, 201)["folderId"])
        job = owner.post(f"projects/{project}/generate", expect=202)["jobId"]
        return {"projectId": project, "jobId": job, "folderId": owner.get("folders")["folders"][0]["folderId"],
                "sessionId": owner.get("users/me/sessions")["sessions"][0]["sessionId"],
                "organizationId": owner.post("organizations", {"name": "o"}, 201)["organizationId"], "invitationId": OTHER, "deliveryId": OTHER,
                "webhookId": owner.post("webhooks", self.BODIES["createWebhook"], 201)["webhookId"],
                "keyId": owner.post("users/me/api-keys", {"name": "k"}, 201)["keyId"], "userId": owner.id,
                "shareId": OTHER, "assetId": OTHER, "identityId": OTHER, "provider": "github", "itemId": OTHER, "token": "x" * 43, "character": "0", "sheet": "0", "key": "films/x/film.mp4", "name": "flag"}

    def fill(self, path, ids):
        for name, value in ids.items():
            path = path.replace("{" + name + "}", value)
        self.assertNotIn("{", path)
        return path

    def test_somebody_elses_things_do_not_exist(self):
        owner, stranger = self.user(), self.user()
        ids, seen = self.ids_of(owner), 0
        for method, path, operation in self.operations(stranger):
            if "{" not in path or not operation["security"]:
                continue
            seen += 1
            answer = stranger.ask(method, self.fill(path, ids), self.BODIES.get(operation["operationId"]))
            self.assertIn(answer.status, (403, 404), f"{method} {path}: {answer.body[:200]}")
        self.assertGreater(seen, 20)
        self.assertEqual(owner.get(f"projects/{ids['projectId']}")["version"], 1)
        self.assertEqual(owner.get(f"jobs/{ids['jobId']}")["status"], "queued")
        owner.get("users/me")

    def test_nobody_gets_nothing_that_needs_sign_in(self):
        nobody, ids = Client(self.server), self.ids_of(self.user())
        for method, path, operation in self.operations(nobody):
            if operation["security"]:
                answer = nobody.ask(method, self.fill(path, ids), self.BODIES.get(operation["operationId"]))
                self.assertEqual(answer.status, 401, f"{method} {path}")

    def test_a_key_that_reads_changes_nothing(self):
        owner = self.user()
        ids = self.ids_of(owner)
        reader = Client(self.server, key=owner.post("users/me/api-keys", {"name": "r"}, 201)["key"])
        for method, path, operation in self.operations(reader):
            if operation["operationId"] == "graphql":  # a POST that reads
                continue
            if operation["security"] and (method != "GET" or {"apiKey": []} not in operation["security"]):
                answer = reader.ask(method, self.fill(path, ids), self.BODIES.get(operation["operationId"]))
                self.assertEqual(answer.status, 403, f"{method} {path}")

    def test_admin_routes_are_for_admins_with_a_second_factor(self):
        user, boss = self.user(), self.user()
        for method, path, operation in self.operations(user):
            if path.startswith("/api/v1/admin/"):
                answer = user.ask(method, self.fill(path, {"userId": boss.id, "name": "f", "itemId": OTHER}),
                                  self.BODIES.get(operation["operationId"]))
                self.assertEqual(answer.status, 403, path)
        self.assertEqual(self.server.admin("promote", "--email", boss.email).returncode, 0)
        boss.get("admin/dashboard", 403)
        secret = boss.post("users/me/second-factor", expect=200)["secret"]
        boss.post("users/me/second-factor/confirm", {"code": code_of(secret, now_step())}, 200)
        self.assertGreater(boss.get("admin/dashboard")["users"], 1)
        self.assertEqual(boss.get(f"admin/users?search={user.email.upper()}")["users"][0]["userId"], user.id)
        boss.ask("PATCH", f"admin/users/{user.id}", {"grantCredits": 5, "reason": "a gift"}, 200)
        self.assertEqual(user.get("users/me")["credits"], 8)
        boss.ask("PATCH", f"admin/users/{user.id}", {"suspended": True, "reason": "spam"}, 200)
        user.get("users/me", 401)
        Client(self.server).post("auth/login", {"email": user.email, "password": PASSWORD}, 403)
        boss.ask("PATCH", f"admin/users/{user.id}", {"suspended": False}, 200)
        Client(self.server).post("auth/login", {"email": user.email, "password": PASSWORD}, 200)
        boss.ask("PATCH", f"admin/users/{boss.id}", {"suspended": True}, 409)
        boss.ask("PATCH", "admin/flags/new-editor", {"enabled": True}, 200)
        self.assertTrue(boss.get("admin/flags")["flags"][0]["enabled"])
        boss.get("admin/jobs?status=queued")
        actions = [row["action"] for row in boss.get("admin/audit")["rows"]]
        self.assertIn("user.suspended", actions)
        self.assertEqual(self.server.admin("check").returncode, 0)

    def test_the_first_administrator_sets_themselves_up_by_the_link(self):
        server = Server()
        try:
            order = {"email": "boss@example.com", "password": "Kolam-2026-rice"}
            old = server.stop()[1].split("/setup?token=")[1].split()[0]
            server.start()  # prints a new link; the old one is spent
            Client(server).post("setup", {**order, "token": old}, 403)
            token = server.process.stdout.readline().split("/setup?token=")[1].split()[0]
            Client(server).post("setup", {**order, "token": token, "password": "Kolam2026aaa"}, 422)
            answer = Client(server).post("setup", {**order, "token": token}, 201)
            self.assertEqual(answer["user"]["role"], "admin")
            Client(server).post("setup", {**order, "token": token}, 403)
            server.stop()
            server.start()
            self.assertNotIn("setup", server.stop()[1])
            server.start()
        finally:
            server.close()
