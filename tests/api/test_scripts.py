"""Scripts as files of other programs: over HTTP, through the helper that is locked in."""
import io
import os
import zipfile

from server import Case, Client, ROOT, SCRIPT

CORPUS = os.path.join(ROOT, "tests/fuzz/corpus/import")


def sample(name):
    with open(os.path.join(CORPUS, name), "rb") as file:
        return file.read()


def form(name, content, boundary="film-x"):
    head = (f'--{boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--{boundary}\r\n'
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n").encode()
    return head + content + f"\r\n--{boundary}--\r\n".encode()


def pdf(*lines):
    """One page in Courier; readers find the objects without a table of them."""
    text = "BT /F 12 Tf 12 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               f"<</Length {len(text)}>>\nstream\n{text}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Courier>>")
    body = "".join(f"{i} 0 obj\n{inner}\nendobj\n" for i, inner in enumerate(objects, 1))
    return ("%PDF-1.4\n" + body + "trailer\n<</Root 1 0 R>>\n").encode()


FORM = {"Content-Type": "multipart/form-data; boundary=film-x"}
RAW = {"Content-Type": "application/octet-stream"}


class Scripts(Case):
    def test_each_format_becomes_fountain(self):
        one = self.user()
        for name, kind in (("script.fdx", "Final Draft"), ("script.docx", "Word"), ("story.md", "Markdown")):
            sent = one.post("scripts/import", form(name, sample(name)), 200, headers=FORM)
            self.assertEqual(sent["format"], kind)
            self.assertGreater(sent["words"], 1)
            self.assertNotIn("projectId", sent.json)
            raw = one.post(f"scripts/import?name={name}", sample(name), 200, headers=RAW)
            self.assertEqual(raw["script"], sent["script"])
        page = one.post("scripts/import", pdf("INT. KITCHEN - DAY", "", "Meera pours the milk."), 200, headers=RAW)
        self.assertIn("INT. KITCHEN - DAY", page["script"])
        self.assertEqual(page["format"], "PDF")
        plain = one.post("scripts/import", form("My film.txt", SCRIPT.encode()), 200, headers=FORM)
        self.assertEqual((plain["script"], plain["title"], plain["remarks"]), (SCRIPT, "My film", []))

    def test_it_can_make_a_project(self):
        one = self.user()
        made = one.post("scripts/import?createProject=true", form("Kolam.fountain", SCRIPT.encode()), 200, headers=FORM)
        project = one.get(f"projects/{made['projectId']}")
        self.assertEqual((project["title"], project["script"]), ("Kolam", SCRIPT))
        named = one.post("scripts/import?createProject=true&title=Dawn", SCRIPT.encode(), 200, headers=RAW)
        self.assertEqual(one.get(f"projects/{named['projectId']}")["title"], "Dawn")
        one.post("scripts/import?createProject=true", form("long.txt", b"word " * 501), 422, headers=FORM)
        one.post("scripts/import", form("long.txt", b"word " * 501), 200, headers=FORM)
        stranger = self.user()
        folder = one.post("folders", {"name": "f"}, 201)["folderId"]
        stranger.post(f"scripts/import?createProject=true&folderId={folder}", SCRIPT.encode(), 404, headers=RAW)
        self.assertEqual(one.get("projects")["totalCount"], 2)

    def test_bad_text_is_told_and_kept_whole(self):
        sent = self.user().post("scripts/import", "Ren\u00e9 waits. ".encode("latin-1"), 200, headers=RAW)
        self.assertIn("Ren\ufffd waits", sent["script"])
        self.assertTrue(sent["remarks"])

    def test_hostile_files_cost_themselves_only(self):
        one = self.user()
        zeros = io.BytesIO()
        with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"\0" * (200 << 20))
        for content in (zeros.getvalue(), b"%PDF-1.7\nnot", b"PK\x03\x04", b"\x89PNG\r\n" + bytes(500)):
            one.post("scripts/import", content, 422, headers=RAW)
        for name in ("bomb.docx", "deep.fdx", "entities.fdx"):
            self.assertIn(one.post("scripts/import", sample(name), headers=RAW).status, (200, 422))
        one.post("scripts/import", b"", 422, headers=RAW)
        one.post("scripts/import", form("a.txt", b"")[:-8], 422, headers=FORM)
        one.post("scripts/import", form("a.txt", b"x"), 422, headers={"Content-Type": "multipart/form-data"})
        one.post("scripts/import", b"a" * (33 << 20), 413, headers=RAW)
        one.get("/health")

    def test_of_nobody_nothing_large_is_taken(self):
        nobody = Client(self.server)
        nobody.post("scripts/import", SCRIPT.encode(), 401, headers=RAW)
        nobody.post("scripts/import", b"a" * 8000, 413, headers=RAW)
