"""One film made by several worker processes over one data folder; and workers that are killed."""
import hashlib
import json
import os
import signal
import subprocess

from server import Case, FILM, SCRIPT, Server, wait
from test_films import LONGER


class Worker:
    """film worker with a log of its own."""

    def __init__(self, server, name):
        self.log = os.path.join(server.folder, f"worker-{name}.log")
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen([FILM, "worker", "--data", server.folder + "/data", "--threads", "1"],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait(lambda: self.said("worker_ready"), "the worker")

    def said(self, event):
        with open(self.log, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file if line.endswith("\n")]
        return [line for line in lines if line["event"] == event]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60), self.said("worker_stopped")[0]["parts"]

    def kill(self):
        self.process.kill()
        self.process.wait()


class Workers(Case):
    def setUp(self):
        self.running = [Worker(self.server, f"{self.id()}-{i}") for i in range(2)]

    def tearDown(self):
        for worker in self.running:
            worker.kill()

    def order(self, script):
        one = self.user()
        return one, one.post(f"projects/{one.project(script=script)}/generate", expect=202)["jobId"]

    def finished(self, one, job):
        return wait(lambda: (lambda j: j["status"] not in ("queued", "processing") and j)(one.get(f"jobs/{job}").json),
                    "the film")

    def bytes_of(self, one, job):
        return hashlib.sha256(one.server.raw("GET", one.get(f"jobs/{job}/download")["downloadUrl"])[2]).hexdigest()

    def test_two_make_the_same_film_as_one_alone(self):
        one, job = self.order(SCRIPT)
        self.assertEqual(self.finished(one, job)["status"], "completed")
        together = self.bytes_of(one, job)
        parts = [worker.stop() for worker in self.running]
        self.assertEqual([code for code, _ in parts], [0, 0])
        self.assertTrue(all(made > 0 for _, made in parts), parts)
        alone = Server(workers=1)
        try:
            shared, self.server = self.server, alone
            one, job = self.order(SCRIPT)
            self.finished(one, job)
            self.assertEqual(self.bytes_of(one, job), together)
        finally:
            self.server = shared
            alone.close()

    def test_the_one_that_leads_a_film_is_killed_with_the_parts_it_holds(self):
        one, job = self.order(LONGER + " He never is.")
        wait(lambda: one.get(f"jobs/{job}")["progress"] > 20, "work under way")
        next(worker for worker in self.running if worker.said("film_started")).kill()
        done = self.finished(one, job)
        self.assertEqual((done["status"], done["tries"]), ("completed", 2))
        credits = one.get("users/me/credits")
        self.assertEqual((credits["balance"], credits["held"]), (2, 0))
        self.assertEqual(self.server.admin("check").returncode, 0)
