"""Files people bring: what is taken, what it does to the cast, and who may take it from draft to locked."""
import os
import re
import subprocess
import tempfile
import urllib.parse

from server import Case, Client
from test_scripts import FORM, form

RAW = {"Content-Type": "application/octet-stream"}


def make(name, *inputs):
    """A small file made by ffmpeg."""
    with tempfile.TemporaryDirectory(prefix="film-media-") as folder:
        path = os.path.join(folder, name)
        subprocess.run(["ffmpeg", "-v", "error", *inputs, path], check=True)
        with open(path, "rb") as file:
            return file.read()


def picture(name="a.png", color="0x5a3820", size="640x480"):
    return make(name, "-f", "lavfi", "-i", f"color={color}:s={size}", "-frames:v", "1")


def person():
    """A face, black hair and a green dress before a light wall."""
    boxes = "".join(f",drawbox=x={x}:y={y}:w={w}:h={h}:color={color}:t=fill" for x, y, w, h, color in (
        (220, 60, 200, 240, "0x181010"), (250, 110, 140, 170, "0x6a4020"), (180, 300, 280, 180, "0x20b040")))
    return make("a.png", "-f", "lavfi", "-i", "color=0xe8eef4:s=640x480" + boxes, "-frames:v", "1")


class Assets(Case):
    def add(self, one, project, content, expect=201, **query):
        return one.ask("POST", f"projects/{project}/assets?{urllib.parse.urlencode(query)}", content, expect,
                       headers=RAW)

    def test_what_a_file_is_is_found_by_decoding_it(self):
        one = self.user()
        one.post("subscriptions/upgrade", {"plan": "pro"}, 200)
        project = one.project()
        tone = ("-f", "lavfi", "-i", "sine=d=1")
        film = ("-f", "lavfi", "-i", "testsrc=s=160x90:d=1", *tone)
        wanted = {"a.png": "image/png", "a.jpg": "image/jpeg", "a.webp": "image/webp"}
        for name, kind in wanted.items():
            asset = self.add(one, project, picture(name), name=f"../{name}")
            self.assertEqual((asset["assetType"], asset["contentType"], asset["name"]), ("image", kind, name))
            self.assertEqual((asset["width"], asset["height"], asset["status"]), (640, 480, "draft"))
            small = one.server.raw("GET", asset["thumbnail"])
            self.assertEqual((small[1]["content-type"], small[2][:4], small[2][16:24]),
                             ("image/png", b"\x89PNG", bytes.fromhex("0000020000000180")))
        for name, kind in {"a.mp3": "audio/mpeg", "a.wav": "audio/wav"}.items():
            asset = self.add(one, project, make(name, *tone))
            self.assertEqual((asset["assetType"], asset["contentType"]), ("audio", kind))
            self.assertAlmostEqual(asset["durationMilliseconds"], 1000, delta=60)
        for name, kind in {"a.mp4": "video/mp4", "a.mov": "video/quicktime", "a.avi": "video/x-msvideo",
                           "a.webm": "video/webm"}.items():
            content = make(name, *film)
            asset = self.add(one, project, content, name=name)
            self.assertEqual((asset["assetType"], asset["contentType"], asset["width"]), ("video", kind, 160))
            status, headers, body = one.server.raw("GET", asset["url"])
            self.assertEqual((status, body == content), (200, True))
            self.assertIn(f'filename="{name}"', headers["content-disposition"])
        listed = one.get(f"projects/{project}/assets")["assets"]
        self.assertEqual(len(listed), 9)
        gone = listed[0]
        one.ask("DELETE", f"projects/{project}/assets/{gone['assetId']}", expect=200)
        one.get(f"projects/{project}/assets/{gone['assetId']}", 404)
        self.assertEqual(one.server.raw("GET", gone["url"])[0], 404)

    def test_what_is_no_such_file_is_refused_with_a_reason(self):
        one = self.user()
        project = one.project()
        good = picture()
        bomb = good[:16] + bytes.fromhex("0000ffff0000ffff") + good[24:]
        for content in (b"hello", good[:60], bomb, b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
                        b"\xff\xd8\xff" + b"x" * 500, b"RIFF\x00\x00\x00\x00WEBP" + b"\x00" * 90,
                        b"#EXTM3U\nfile:///etc/passwd\n", b"ID3" + b"\x00" * 500):
            self.assertIn(self.add(one, project, content, 422)["code"], ("bad-input",), content[:20])
        self.add(one, project, b"\x89PNG\r\n\x1a\n" + b"\x00" * (11 << 20), 422)
        one.ask("POST", f"projects/{project}/assets", b"", 422, headers=RAW)
        sound = make("a.wav", "-f", "lavfi", "-i", "sine=d=1")
        self.add(one, project, sound, 403)  # free
        big = good + b"\x00" * (11 << 20)
        self.add(one, project, big, 413)
        for _ in range(10):
            self.add(one, project, good)
        self.add(one, project, good, 409)  # as many as the plan takes
        self.add(self.user(), project, good, 404)

    def test_a_picture_of_a_character_colours_its_puppet(self):
        one = self.user()
        project = one.project()
        before = one.get(f"projects/{project}/portraits/0").body
        cast = one.get(f"projects/{project}/breakdown")["cast"][0]["color"]
        answer = one.post(f"projects/{project}/characters/0/reference", form("Meera.png", person()),
                          201, headers=FORM)
        self.assertEqual((answer["character"], answer["characterId"]), ("MEERA", 0))
        self.assertTrue(answer["referenceUrl"].startswith("/api/v1/blobs/"))
        self.assertTrue(one.get(f"projects/{project}/portraits/0").body != before)
        self.assertNotEqual(one.get(f"projects/{project}/breakdown")["cast"][0]["color"], cast)
        one.post(f"projects/{project}/characters/7/reference", form("a.png", picture()), 404, headers=FORM)
        one.post(f"projects/{project}/characters/x/reference", form("a.png", picture()), 404, headers=FORM)
        asset = answer["asset"]["assetId"]
        one.ask("PATCH", f"projects/{project}/assets/{asset}", {"character": "NOBODY"}, 200)
        self.assertTrue(one.get(f"projects/{project}/portraits/0").body == before)
        one.get(f"projects/{project}/board")

    def join(self, admin, organization, role):
        one = self.user()
        admin.post(f"organizations/{organization}/invitations", {"email": one.email, "role": role}, 201)
        token = re.search(r"invitation\?token=(\S+)", self.server.mail(one.email, 2)).group(1)
        one.post("organizations/join", {"token": token}, 200)
        return one

    def test_who_may_take_it_from_draft_to_locked_and_what_is_locked_stays(self):
        admin = self.user()
        organization = admin.post("organizations", {"name": "Kolam Films"}, 201)["organizationId"]
        people = {role: self.join(admin, organization, role) for role in ("viewer", "writer", "director", "producer")}
        project = admin.project(organizationId=organization)
        self.add(people["viewer"], project, picture(), 403)
        asset = self.add(people["writer"], project, picture(), character="MEERA")["assetId"]
        path = f"projects/{project}/assets/{asset}"

        def decide(role, status, expect, **more):
            return people[role].post(f"{path}/approvals", {"status": status, **more}, expect)

        decide("viewer", "in_review", 403)
        decide("writer", "approved", 409)  # not handed in yet
        decide("writer", "in_review", 200)
        decide("writer", "approved", 403)
        decide("director", "draft", 200, comment="Too dark.")
        decide("writer", "in_review", 200)
        decide("director", "approved", 200)
        self.assertEqual(people["writer"].ask("PATCH", path, {"name": "new.png"}, 200)["status"], "draft")
        decide("writer", "in_review", 200)
        decide("director", "approved", 200)
        decide("director", "locked", 403)
        decide("producer", "locked", 200)
        for one in [*people.values(), admin]:
            one.ask("PATCH", path, {"name": "x"}, 403 if one is people["viewer"] else 409)
            one.ask("DELETE", path, expect=403 if one is people["viewer"] else 409)
        for status in ("draft", "in_review", "approved"):
            decide("producer", status, 409)
        decide("producer", "archived", 200)
        approvals = people["viewer"].get(f"{path}/approvals")["approvals"]
        self.assertEqual([a["status"] for a in approvals],
                         ["archived", "locked", "approved", "in_review", "approved", "in_review", "draft", "in_review"])
        self.assertEqual(approvals[6]["comment"], "Too dark.")
        self.assertEqual(approvals[0]["approverId"], people["producer"].id)
        actions = [e["action"] for e in admin.get(f"organizations/{organization}/audit")["rows"]]
        self.assertTrue({"asset.added", "asset.locked", "asset.approved"} <= set(actions))
        stranger = self.user()
        for method, target, body in (("GET", path, None), ("PATCH", path, {"name": "x"}), ("DELETE", path, None),
                                     ("GET", path + "/approvals", None), ("GET", f"projects/{project}/assets", None),
                                     ("POST", path + "/approvals", {"status": "archived"})):
            stranger.ask(method, target, body, 404)
        other = stranger.project()
        stranger.get(f"projects/{other}/assets/{asset}", 404)
        Client(self.server).get(path, 401)
