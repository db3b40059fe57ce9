"""Webhooks, with a real receiver that checks the signature."""
import base64
import hashlib
import hmac
import http.server
import json
import threading

from server import Case, wait


class Receiver(http.server.ThreadingHTTPServer):
    """Answers with the statuses it is given, then 204; keeps what came."""

    def __init__(self):
        self.came, self.answers = [], []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.came.append((self.headers, body))
                status = receiver.answers.pop(0) if receiver.answers else 204
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/told?by=film"


def signed(secret, headers, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    what = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, what, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"] == "v1," + mac


class Told(Case):
    options, workers = ("--private-webhooks",), 1

    def setUp(self):
        self.receiver = Receiver()
        self.one = self.user()

    def tearDown(self):
        self.receiver.shutdown()
        self.receiver.server_close()

    def hook(self, *events):
        return self.one.post("webhooks", {"url": self.receiver.url, "events": list(events)}, 201)

    def delivery(self, hook, state):
        def look():
            return [d for d in self.one.get(f"webhooks/{hook['webhookId']}/deliveries")["deliveries"] if d["state"] == state]
        return wait(look, f"a delivery that is {state}")[0]

    def test_a_film_that_fails_is_told_until_the_receiver_takes_it(self):
        hook, other = self.hook("video.failed"), self.hook("video.completed")
        self.receiver.answers = [302]  # no redirect is followed
        job = self.one.post(f"projects/{self.one.project(script='- - -')}/generate", expect=202)["jobId"]
        done = self.delivery(hook, "delivered")
        self.assertEqual((done["event"], done["tries"], done["lastStatus"]), ("video.failed", 2, 204))
        self.assertEqual(len(self.receiver.came), 2)
        self.assertEqual(len({headers["webhook-id"] for headers, _ in self.receiver.came}), 1)
        for headers, body in self.receiver.came:
            self.assertTrue(signed(hook["secret"], headers, body))
            self.assertFalse(signed(other["secret"], headers, body))
        told = json.loads(body)
        self.assertEqual((told["type"], told["data"]["jobId"], told["data"]["status"]), ("video.failed", job, "failed"))
        self.assertNotIn("- - -", json.dumps(told))
        self.assertEqual(self.one.get(f"webhooks/{other['webhookId']}/deliveries")["totalCount"], 0)

    def test_a_ping_a_retry_and_the_end(self):
        hook = self.hook("video.completed", "video.failed")
        here = f"webhooks/{hook['webhookId']}"
        self.assertNotIn("secret", self.one.get("webhooks")["webhooks"][0])
        self.one.post(here + "/test", expect=202)
        first = self.delivery(hook, "delivered")
        self.one.post(f"{here}/deliveries/{first['deliveryId']}/retry", expect=202)
        wait(lambda: len(self.receiver.came) == 2, "the second")
        changed = self.one.ask("PATCH", here, {"enabled": False, "events": ["video.failed"]}, 200)
        self.assertEqual((changed["enabled"], changed["events"], changed["url"]), (False, ["video.failed"], self.receiver.url))
        self.one.ask("DELETE", here, expect=200)
        self.assertEqual(self.one.get("webhooks")["webhooks"], [])

    def test_what_is_refused(self):
        good = {"url": "https://example.com/hook", "events": ["video.failed"]}
        for change in ({"url": "ftp://example.com"}, {"url": "/api/v1/users/me"}, {"url": "https://me:pw@example.com/"},
                       {"url": "https://"}, {"events": []}, {"events": ["video.*"]}, {"events": ["video.failed video.completed"]}):
            self.one.post("webhooks", {**good, **change}, 422)
        for _ in range(10):
            self.one.post("webhooks", good, 201)
        self.one.post("webhooks", good, 409)
        stranger, here = self.user(), f"webhooks/{self.one.get('webhooks')['webhooks'][0]['webhookId']}"
        stranger.ask("DELETE", here, expect=404)
        stranger.get(here + "/deliveries", 404)


class Private(Case):
    def test_no_private_address_is_connected_to(self):
        one, receiver = self.user(), Receiver()
        try:
            port = receiver.server_address[1]
            for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1",
                         "169.254.169.254", "10.0.0.1"):
                hook = one.post("webhooks", {"url": f"http://{host}:{port}/", "events": ["video.failed"]}, 201)
                here = f"webhooks/{hook['webhookId']}"
                one.post(here + "/test", expect=202)
                tried = wait(lambda: [d for d in one.get(here + "/deliveries")["deliveries"] if d.get("lastProblem")],
                             f"the try at {host}")[0]
                self.assertEqual((tried["state"], tried["lastStatus"]), ("pending", 0))
                one.ask("DELETE", here, expect=200)
            self.assertEqual(receiver.came, [])
        finally:
            receiver.shutdown()
            receiver.server_close()
