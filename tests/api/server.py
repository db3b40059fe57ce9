"""What the API tests share: a server of their own, and a client that checks every exchange against
the OpenAPI document the server gives out."""
import glob
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILM = os.environ.get("FILM", os.path.join(ROOT, "build", "film"))
PASSWORD = "Kolam2026-rice"
SCRIPT = ("EXT. COURTYARD - DAWN\n\nMEERA, a girl of nine, kneels and finishes the kolam.\n\nMEERA\n"
          "Slowly. A kolam is a letter to the morning.\n")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """film serve on a free port with a folder of its own."""

    def __init__(self, *options, workers=0, limits=100000, port=None):
        self.folder = tempfile.mkdtemp(prefix="film-api-")
        self.port = port or free_port()
        self.log_path = os.path.join(self.folder, "log")
        self.options = ["--port", str(self.port), "--bind", "127.0.0.1", "--data", self.folder + "/data",
                        "--workers", str(workers), "--limits", str(limits), *options]
        self.secrets = []
        self.start()

    def start(self):
        self.log = open(self.log_path, "ab")
        self.process = subprocess.Popen([FILM, "serve", *self.options], stdout=subprocess.PIPE,
                                        stderr=self.log, text=True)
        self.first_lines = ""
        for line in self.process.stdout:
            self.first_lines += line
            if "mails are written" in line:
                break
        for _ in range(2000):
            try:
                self.raw("GET", "/health")
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                select_nothing()
        with open(self.log_path, encoding="utf-8") as log:
            raise AssertionError("the server does not start:\n" + log.read())

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(120)
        rest = self.process.stdout.read()
        self.process.stdout.close()
        self.log.close()
        return code, rest

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def raw(self, method, path, body=None, headers=None):
        """One exchange; (status, headers, bytes)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def bytes(self, data):
        """Bytes as they are, for what no client would send; all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), 20) as line:
            all_of_it = b""
            try:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                while piece := line.recv(65536):
                    all_of_it += piece
            except OSError:  # cut: that is an answer too
                pass
            return all_of_it

    def mails(self, to):
        found = []
        for path in sorted(glob.glob(self.folder + "/data/mails/*.eml")):
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            if f"To: <{to}>" in text:
                found.append(text)
        return found

    def mail(self, to, count=1):
        return wait(lambda: (lambda all_of: all_of[count - 1:] and all_of[-1])(self.mails(to)),
                    f"a mail to {to}")

    def admin(self, *arguments):
        return subprocess.run([FILM, "admin", *arguments, "--data", self.folder + "/data"],
                              capture_output=True, text=True, check=False)


def select_nothing():
    time.sleep(0.005)


def wait(what, name, seconds=300):
    """Until `what` is true, looking often; its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        select_nothing()
    raise AssertionError(f"waited {seconds} s for {name}")


def websocket(one, job, on_pong=lambda: None):
    """The messages of a job's WebSocket, to its end, and the code it ends with. Sends a ping, which
    a job that has ended need not answer."""
    line = socket.create_connection(("127.0.0.1", one.server.port), 120)
    line.sendall((f"GET /api/v1/ws/jobs/{job}?access_token={one.token} HTTP/1.1\r\nHost: x\r\n"
                  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").encode())
    file = line.makefile("rb")
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += file.read(1)
    assert head.startswith(b"HTTP/1.1 101"), head
    assert b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in head, head  # RFC 6455's own example
    line.sendall(b"\x89\x82\x01\x02\x03\x04ik")  # a masked ping: "hi"
    messages = []
    while True:
        first, size = file.read(2)
        if size == 126:
            size = int.from_bytes(file.read(2), "big")
        payload = file.read(size)
        if first == 0x88:
            line.close()
            return messages, int.from_bytes(payload, "big")
        if first == 0x8a:
            assert payload == b"hi"
            on_pong()
        if first == 0x81:
            messages.append(json.loads(payload))


class Schema:
    """As much of JSON Schema as the document uses."""

    def __init__(self, document):
        self.document = document

    def faults(self, value, schema, at=""):
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            return self.faults(value, self.document["components"]["schemas"][name], at)
        kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
        kind = schema.get("type")
        if kind and (not isinstance(value, kinds[kind]) or (kind == "integer" and isinstance(value, bool))):
            return [f"{at}: {value!r} is no {kind}"]
        found = []
        if kind == "object":
            properties = schema.get("properties", {})
            found += [f"{at}/{name}: missing" for name in schema.get("required", []) if name not in value]
            for name, inner in value.items():
                if name in properties:
                    found += self.faults(inner, properties[name], f"{at}/{name}")
                elif schema.get("additionalProperties") is False:
                    found.append(f"{at}/{name}: not in the document")
        if kind == "array":
            for i, inner in enumerate(value):
                found += self.faults(inner, schema["items"], f"{at}/{i}")
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{at}: {value!r} is not among {schema['enum']}")
        patterns = {"uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"}
        if schema.get("format") in patterns and not re.fullmatch(patterns[schema["format"]], value):
            found.append(f"{at}: {value!r} is no {schema['format']}")
        return found


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        kind = headers.get("content-type", "")
        self.json = json.loads(body) if body and "json" in kind else None

    def __getitem__(self, name):
        return self.json[name]


class Client:
    """Somebody who asks; every answer is held against the document."""

    documents = {}

    def __init__(self, server, token=None, key=None):
        self.server, self.token, self.key = server, token, key
        if server.port not in self.documents:
            self.documents[server.port] = json.loads(server.raw("GET", "/api/openapi.json")[2])
        self.document = self.documents[server.port]

    def operation(self, method, path):
        path = path.split("?")[0]
        best = None
        for template, item in self.document["paths"].items():
            pattern = re.sub(r"\{key\}", ".+", template)
            pattern = re.sub(r"\{[^}]*\}", "[^/]+", pattern)
            if re.fullmatch(pattern, path) and method.lower() in item:
                if best is None or "{" not in template:
                    best = item[method.lower()]
        return best

    def ask(self, method, path, body=None, expect=None, headers=None, form=None):
        if not path.startswith("/"):
            path = "/api/v1/" + path
        headers = dict(headers or {})
        if self.token:
            headers.setdefault("Authorization", "Bearer " + self.token)
        if self.key:
            headers.setdefault("X-API-Key", self.key)
        data = None
        if form is not None:
            data = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        elif body is not None:
            data = body if isinstance(body, (bytes, str)) else json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        if isinstance(data, str):
            data = data.encode()
        answer = Answer(*self.server.raw(method, path, data, headers))
        self.check(method, path, answer)
        if expect is not None and answer.status != expect:
            raise AssertionError(f"{method} {path}: {answer.status}, not {expect}: {answer.body[:500]}")
        return answer

    def check(self, method, path, answer):
        for name in ("x-request-id", "x-content-type-options", "content-security-policy", "referrer-policy"):
            assert name in answer.headers, f"{method} {path}: no {name}"
        operation = self.operation("GET" if method == "HEAD" else "PATCH" if method == "PUT" else method, path)
        if operation is None or method == "HEAD":
            return
        responses = operation["responses"]
        known = responses.get(str(answer.status)) or (answer.status >= 400 and responses["default"])
        assert known, f"{method} {path}: {answer.status} is not in the document"
        if not answer.body:
            return
        kind = answer.headers["content-type"]
        if "content" not in known:
            raise AssertionError(f"{method} {path}: {answer.status} has a body the document does not name")
        media = known["content"].get(kind)
        assert media or "octet-stream" in str(known["content"]), f"{method} {path}: {kind} is not in the document"
        if media and "json" in kind:
            faults = Schema(self.document).faults(answer.json, media["schema"])
            assert not faults, f"{method} {path} {answer.status}: {faults}"

    def get(self, path, expect=200, **more):
        return self.ask("GET", path, expect=expect, **more)

    def post(self, path, body=None, expect=None, **more):
        return self.ask("POST", path, body, expect=expect, **more)

    def project(self, title="Kolam", script=SCRIPT, **more):
        more.setdefault("settings", {"resolution": "360p"})
        return self.post("projects", {"title": title, "script": script, **more}, 201)["projectId"]


class Case(unittest.TestCase):
    """Tests that share one server."""

    options, workers, limits = (), 0, 100000

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.options, workers=cls.workers, limits=cls.limits)
        cls.count = 0

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def user(self, email=None):
        cls = type(self)
        cls.count += 1
        email = email or f"user{cls.count}@example.com"
        nobody = Client(self.server)
        answer = nobody.post("auth/register", {"email": email, "password": PASSWORD}, 201)
        self.server.secrets += [answer["accessToken"], answer["refreshToken"], PASSWORD]
        client = Client(self.server, answer["accessToken"])
        client.email, client.id, client.refresh = email, answer["userId"], answer["refreshToken"]
        return client
