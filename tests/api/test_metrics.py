"""What watches the server: /metrics, as Prometheus' own tool reads it, and spans at a collector."""
import http.server
import json
import queue
import shutil
import subprocess
import threading
import unittest

from server import Case, Server


class Metrics(Case):
    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed; run tools/setup where it can be reached")
    def test_promtool_finds_nothing_wrong(self):
        one = self.user()
        one.get("projects")
        one.get("projects/no", 404)
        text = self.server.raw("GET", "/metrics")[2]
        told = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, check=False)
        self.assertEqual((told.returncode, told.stdout + told.stderr), (0, b""))


class Collector(http.server.BaseHTTPRequestHandler):
    """What comes in by OTLP over HTTP; the first time it is away for a moment."""

    came = queue.Queue()
    refusals = 1

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        refused = Collector.refusals > 0
        Collector.refusals -= 1
        self.send_response(503 if refused else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")
        if not refused:
            Collector.came.put((self.path, self.headers["Content-Type"], json.loads(body)))

    def log_message(self, *_):
        pass


class Traces(unittest.TestCase):
    def setUp(self):
        self.collector = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
        threading.Thread(target=self.collector.serve_forever, daemon=True).start()
        self.server = Server("--traces", f"http://127.0.0.1:{self.collector.server_port}/")

    def tearDown(self):
        shutil.rmtree(self.server.folder)
        self.collector.shutdown()
        self.collector.server_close()

    def spans(self):
        path, kind, body = Collector.came.get(timeout=60)
        self.assertEqual((path, kind), ("/v1/traces", "application/json"))
        (resource,) = body["resourceSpans"]
        self.assertEqual(resource["resource"]["attributes"],
                         [{"key": "service.name", "value": {"stringValue": "film"}}])
        return resource["scopeSpans"][0]["spans"]

    def test_a_request_is_a_span_below_the_one_that_it_came_with(self):
        trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
        quiet = trace[::-1]
        self.server.raw("GET", "/version", headers={"traceparent": f"00-{quiet}-{parent}-00"})
        headers = self.server.raw("GET", "/version?secret=1", headers={"traceparent": f"00-{trace}-{parent}-01"})[1]
        self.assertEqual(headers["x-request-id"], trace)
        self.server.raw("GET", "/nowhere", headers={"traceparent": f"00-{trace}-{'0' * 16}-01"})
        self.assertEqual(self.server.stop()[0], 0)  # what waits is sent
        spans = []
        while not any(span["name"] == "HTTP none" for span in spans):
            spans += self.spans()
        by_name = {span["name"]: span for span in spans}
        version, nowhere = by_name["GET /version"], by_name["HTTP none"]
        self.assertEqual((version["traceId"], version["parentSpanId"], version["kind"]), (trace, parent, 2))
        self.assertRegex(version["spanId"], "^[0-9a-f]{16}$")
        self.assertLessEqual(int(version["startTimeUnixNano"]), int(version["endTimeUnixNano"]))
        self.assertIn({"key": "http.response.status_code", "value": {"intValue": "200"}}, version["attributes"])
        self.assertNotIn("parentSpanId", nowhere)  # a span of zeros is none: a trace of its own
        self.assertNotEqual(nowhere["traceId"], trace)
        self.assertNotIn(quiet, [span["traceId"] for span in spans])
        self.assertNotIn("secret", json.dumps(spans))
