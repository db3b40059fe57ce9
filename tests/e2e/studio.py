"""What the end-to-end tests share: running the program, and reading a film as a stranger would."""
import array
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILM = os.environ.get("FILM", os.path.join(ROOT, "build", "film"))
SMALL = ["--resolution", "320x180"]
# Films sound the same whether or not this machine has neural voices.
os.environ["FILM_VOICES"] = "/nonexistent"

TWO_LINES = """Title: Two Lines

INT. KITCHEN - MORNING

Rain. ANNA, 30s, knocks on the table. TOM, 40s, sits down.

ANNA
Good morning, Tom. Did you sleep at all?

TOM
(smiling)
Not for a minute. But the bread is ready.
"""

TEN_SHOTS = """Title: Ten Shots

INT. KITCHEN - MORNING

Anna, 30s, stands at the window with a cup. Tom, 40s, enters and sits down.

ANNA
Good morning, Tom. Did you sleep at all last night?

TOM
Not for a minute. The wind was knocking at every door.

ANNA
(laughing)
That was me. I forgot my key again.

TOM
(angry)
You could have called! I would have come down and opened the door.

EXT. FOREST - NIGHT

Anna walks between the trees with a lamp. A dog barks.

ANNA
(whispering)
Is somebody there?

MIRA
Only me. I am looking for my dog.

ANNA
(relieved)
Then we are two. Come, the lamp is big enough for both of us.

MIRA
Thank you. He is small, and brave, and very stupid.

INT. KITCHEN - DAWN

Anna and Tom sit at the table. The dog sleeps under it.

TOM
And this is what?

ANNA
This is a dog, Tom. He will be gone in the morning.

TOM
(smiling)
It is morning.
"""


def run(*arguments, check=True, **kwargs):
    result = subprocess.run([FILM, *map(str, arguments)], capture_output=True, text=True,
                            errors="replace", timeout=900, **kwargs)
    if check and result.returncode:
        raise AssertionError(f"film {' '.join(map(str, arguments))} exits with "
                             f"{result.returncode}:\n{result.stderr[-3000:]}")
    return result


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def probe(path, *options):
    out = subprocess.run(["ffprobe", "-v", "error", "-of", "json", *options, path], check=True,
                         capture_output=True, text=True).stdout
    return json.loads(out)


def samples(path):
    """All samples of a sound or film, left and right in turn, by ffmpeg."""
    out = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-ac", "2", "-ar",
                          "48000", "-"], check=True, capture_output=True).stdout
    return array.array("f", out)


class InFolder(unittest.TestCase):
    """Each test in a new folder, removed after."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="film-e2e-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), "w" if isinstance(content, str) else "wb") as file:
            file.write(content)
        return self.path(name)

    def make(self, script=TWO_LINES, out="film.mp4", work="work", check=True, options=SMALL):
        if "\n" in script:
            script = self.write("script.fountain", script)
        return run("make", script, "-o", self.path(out), "--work", self.path(work), "--json",
                   *options, check=check)

    @staticmethod
    def event(result, name):
        events = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
        return next(e for e in events if e["event"] == name)
