"""Films over HTTP: made by a worker, watched as they are made, downloaded; and killed workers."""
import glob
import io
import json
import os
import shutil
import signal
import subprocess
import tarfile
import time
import uuid

from server import Case, Client, wait, websocket


def workers_of(server):
    return [int(os.path.basename(os.path.dirname(path))) for path in glob.glob("/proc/[0-9]*/stat")
            if stat_parent(path) == server.process.pid]


def stat_parent(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return int(file.read().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def events(one, job, after=0):
    """All of a finished job's stream."""
    status, _, body = one.server.raw("GET", f"/api/v1/jobs/{job}/events?after={after}&access_token={one.token}")
    assert status == 200
    found = []
    for block in body.decode().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and line[0] != ":")
        if "data" in lines:
            found.append((int(lines["id"]), json.loads(lines["data"])))
    return found


class Films(Case):
    workers = 1

    def finished(self, one, job):
        return wait(lambda: (lambda j: j["status"] not in ("queued", "processing") and j)(one.get(f"jobs/{job}").json),
                    "the film")

    def archive(self, one, project, files):
        """All of the project in one tar, whole and in ranges."""
        whole = one.get(f"projects/{project}/archive").body
        with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
            held = {entry.name: tar.extractfile(entry).read() for entry in tar.getmembers()}
        for file in files["files"]:
            self.assertTrue(held["film/" + file["name"]] == one.server.raw("GET", file["url"])[2], file["name"])
        self.assertEqual(held["script.fountain"].decode(), one.get(f"projects/{project}")["script"])
        self.assertEqual(json.loads(held["project.json"])["projectId"], project)
        self.assertEqual(json.loads(held["breakdown.json"])["cast"][0]["name"], "MEERA")
        self.assertTrue(json.loads(held["storyboard/board.json"])["shots"])
        self.assertEqual(held["storyboard/sheet-0.png"][:4], b"\x89PNG")
        status, _, part = one.server.raw("GET", f"/api/v1/projects/{project}/archive", headers={
            "Range": "bytes=512-1023", "Authorization": "Bearer " + one.token})
        self.assertEqual((status, part), (206, whole[512:1024]))

    def test_from_sign_up_to_the_film(self):
        one = self.user()
        cues = [{"cue": 1, "was": "Slowly. A kolam is a letter to the morning.", "text": "Slowly.\nA kolam is a letter to dawn."}]
        project = one.project(settings={"resolution": "360p", "cues": cues})
        job = one.post(f"projects/{project}/generate", expect=202)["jobId"]
        seen = events(one, job)  # ends with the job
        self.assertEqual([n for n, _ in seen], list(range(1, len(seen) + 1)))
        self.assertEqual(seen[-1][1]["status"], "completed")
        progress = [e["progress"] for _, e in seen]
        self.assertEqual(progress, sorted(progress))
        self.assertEqual(progress[-1], 100)
        self.assertEqual(events(one, job, len(seen) - 2), seen[-2:])
        messages, code = websocket(one, job)
        self.assertEqual(([m["data"] for m in messages], code), ([e for _, e in seen], 1000))
        files = one.get(f"jobs/{job}/download")
        names = {f["name"] for f in files["files"]}
        self.assertLessEqual({"film.mp4", "film.srt", "film.vtt", "poster.png", "stem-dialogue.wav"}, names)
        for file in files["files"]:
            if file["name"] in ("film.srt", "film.vtt"):
                self.assertRegex(self.server.raw("GET", file["url"])[2].decode(), r"letter (<[^>]*>)?to (<[^>]*>)?dawn")
        self.download(files["downloadUrl"])
        self.archive(one, project, files)
        self.assertEqual(one.get("users/me/credits")["balance"], 2)
        listed = one.get("projects")["projects"][0]
        self.assertEqual(listed["status"], "completed")
        self.assertEqual(self.server.raw("GET", listed["thumbnail"])[1]["content-type"], "image/png")
        self.share(one, project)
        wait(lambda: any("is ready" in mail for mail in self.server.mails(one.email)), "the mail")

        self.sweep(job)
        self.assertEqual(self.server.raw("GET", files["downloadUrl"])[0], 200)

    def sweep(self, job):
        """Two days after, beside what was left by a worker that was killed at its end."""
        films = self.server.folder + "/data/blobs/blobs/films"
        left = f"{films}/{uuid.uuid4()}"
        shutil.copytree(f"{films}/{job}", left)
        for path in glob.glob(films + "/*/*"):
            os.utime(path, (time.time() - 2 * 86400,) * 2)
        said = self.server.admin("sweep")
        self.assertRegex(said.stdout, r"^\d+ blobs seen, \d+ of them erased, [\d.]+ MB\n$")
        self.assertEqual(glob.glob(left + "/*"), [])

    def download(self, url):
        status, headers, whole = self.server.raw("GET", url)
        self.assertEqual((status, headers["accept-ranges"]), (200, "bytes"))
        for sent, first, last in (("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, None)):
            status, headers, part = self.server.raw("GET", url, headers={"Range": sent})
            self.assertEqual((status, part), (206, whole[first:last]))
        self.assertEqual(self.server.raw("GET", url, headers={"Range": f"bytes={len(whole)}-"})[0], 416)
        self.assertEqual(self.server.raw("GET", url, headers={"If-None-Match": headers["etag"]})[0], 304)
        self.assertEqual(self.server.raw("HEAD", url)[2], b"")
        self.assertEqual(self.server.raw("GET", url.replace("film.mp4", "film.srt"))[0], 403)
        self.assertEqual(self.server.raw("GET", url[:-2] + "00")[0], 403)
        path = os.path.join(self.server.folder, "film.mp4")
        with open(path, "wb") as file:
            file.write(whole)
        probe = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
                                "stream=codec_name,height", "-of", "csv=p=0", path], capture_output=True, text=True)
        self.assertEqual(probe.stdout.split()[0], "h264,360")
        track = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-map", "0:s:0", "-f", "srt", "-"], capture_output=True, text=True)
        self.assertIn("Slowly.\nA kolam is a letter to dawn.", track.stdout)

    def share(self, one, project):
        share = one.post(f"projects/{project}/shares", {"password": "sesame"}, 201)
        anyone = Client(self.server)
        anyone.post(f"shared/{share['token']}", {}, 401)
        anyone.post(f"shared/{share['token']}", {"password": "wrong"}, 403)
        film = anyone.post(f"shared/{share['token']}", {"password": "sesame"}, 200)
        self.assertEqual(self.server.raw("GET", film["film"]["downloadUrl"])[0], 200)
        self.assertEqual(one.get(f"projects/{project}/shares")["shares"][0]["views"], 1)
        one.ask("DELETE", f"projects/{project}/shares/{share['shareId']}", expect=200)
        anyone.post(f"shared/{share['token']}", {"password": "sesame"}, 404)

    def test_a_killed_worker_costs_a_try_and_nothing_else(self):
        one = self.user()
        job = one.post(f"projects/{one.project(script=LONGER)}/generate", expect=202)["jobId"]
        wait(lambda: one.get(f"jobs/{job}")["progress"] > 20, "work under way")
        for pid in workers_of(self.server):
            os.kill(pid, signal.SIGKILL)
        done = self.finished(one, job)
        self.assertEqual((done["status"], done["tries"]), ("completed", 2))
        self.assertEqual(one.get("users/me/credits")["balance"], 2)
        self.assertEqual(self.server.admin("check").returncode, 0)

    def test_a_killed_server_loses_nothing(self):
        one = self.user()
        job = one.post(f"projects/{one.project(script=LONGER + ' Again.')}/generate", expect=202)["jobId"]
        wait(lambda: one.get(f"jobs/{job}")["status"] == "processing", "work under way")
        self.server.process.kill()
        self.server.process.wait()
        self.server.process.stdout.close()
        self.server.log.close()
        self.server.start()
        self.assertEqual(self.finished(one, job)["status"], "completed")
        self.assertEqual(self.server.admin("check").returncode, 0)

    def test_what_cannot_be_filmed_fails_with_a_reason_and_is_paid_back(self):
        one = self.user()
        job = one.post(f"projects/{one.project(script='- - -')}/generate", expect=202)["jobId"]
        done = self.finished(one, job)
        self.assertEqual((done["status"], done["tries"]), ("failed", 1))
        self.assertTrue(done["errorMessage"])
        self.assertEqual(one.get("users/me/credits")["balance"], 3)

    def test_a_running_job_is_cancelled_and_charged(self):
        one = self.user()
        job = one.post(f"projects/{one.project(script=LONGER + ' Once more.')}/generate", expect=202)["jobId"]
        wait(lambda: one.get(f"jobs/{job}")["status"] == "processing", "work under way")
        one.post(f"jobs/{job}/cancel", expect=200)
        self.assertEqual(self.finished(one, job)["status"], "cancelled")
        credits = one.get("users/me/credits")
        self.assertEqual((credits["balance"], credits["held"]), (2, 0))


LONGER = """EXT. FOREST - NIGHT

ANNA, 30s, walks between the trees with a lamp. A dog barks.

ANNA
Is somebody there? I can hear you in the leaves.

MIRA, 40s, steps out of the dark.

MIRA
Only me. I am looking for my dog, and it is looking for me.
"""
