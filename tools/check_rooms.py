#!/usr/bin/env python3
"""Checks that each room includes only what the table allows, that what a room exports begins with
one of its own names, and that no name is defined in two rooms: the linker would take either and
say nothing. The table is the one in docs/tour.md. The libraries are read from the build folder
named on the command line, or from build/; they have to be built.
"""
import glob, os, re, subprocess, sys

DEPARTMENTS = ["screenplay", "breakdown", "casting", "storyboard", "voice", "lipsync", "music",
               "sound", "art", "camera", "edit", "master"]
MAY_USE = {
    "base": [],
    "storage": [],
    "db": [],
    "cache": [],
    "queue": ["db"],
    "import": [],
    "screenplay": [],
    "breakdown": ["screenplay"],
    "casting": ["screenplay", "breakdown"],
    "storyboard": ["screenplay", "breakdown", "casting"],
    "voice": ["breakdown", "screenplay", "casting"],
    "lipsync": ["voice"],
    "music": ["breakdown", "screenplay"],
    "sound": ["breakdown", "screenplay"],
    "art": ["breakdown", "screenplay", "casting"],
    "camera": ["art", "lipsync", "storyboard", "breakdown", "casting", "voice"],
    "edit": ["screenplay", "breakdown", "casting", "storyboard", "voice", "lipsync", "music", "sound",
             "art", "camera"],
    "master": ["edit", "camera", "storyboard", "breakdown", "screenplay"],
    "production": DEPARTMENTS + ["storage", "db", "queue"],
    "studio": ["production", "screenplay", "breakdown", "import", "db", "storage", "cache", "queue"],
    "integrations": [],
    "api": ["studio", "integrations", "import", "db", "storage", "cache", "queue"],
    "cli": DEPARTMENTS + ["import", "storage", "production", "db", "cache", "queue", "studio", "integrations", "api"],
}
# A symbol begins with its room's name, with the name of one of the room's headers (what drawing.h
# declares begins with drawing_), or with one of these nouns of its public structs.
NOUNS = {
    "base": "error problem die xcalloc xrealloc xstrdup arena list buf reader hasher hash random file pcm "
            "cancel utf8 log clock encode sha1 url aws".split(),
    "breakdown": "culture hour weather mood emotion age_band gender act".split(),
    "casting": "cast look".split(),
    "storyboard": "shot camera_move transition_name".split(),
    "voice": "speech".split(),
    "lipsync": "mouth".split(),
    "music": "score".split(),
    "art": "oklab rgb light set puppet pack people paper shape head face hand body garment plane photo".split(),
    "camera": "frame shot_order acting lens compose titles captions weather".split(),
    "edit": "timeline mix stretch stem captions transition".split(),
    "master": "encoder film piece review".split(),
    "studio": "user session".split(),
    "integrations": ["mail", "webhook"],
    "api": "call".split(),
    "cli": ["main"],
}

build = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else
                        os.path.join(os.path.dirname(__file__), "..", "build"))
root = os.path.dirname(os.path.abspath(__file__)) + "/.."
os.chdir(root)
problems = []
defined = {}
for room in sorted(os.listdir("src")):
    if room not in MAY_USE:
        problems.append(f"src/{room}: this room is not in the table in tools/check_rooms.py")
        continue
    allowed = set(MAY_USE[room]) | {"base", room}
    for path in sorted(glob.glob(f"src/{room}/**/*.[ch]", recursive=True)):
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                match = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
                if not match:
                    continue
                target = match.group(1).split("/")[0]
                if "/" not in match.group(1):
                    problems.append(f"{path}:{number}: include with the room's name: \"{room}/{match.group(1)}\"")
                elif target not in allowed:
                    problems.append(f"{path}:{number}: {room} may not use {target}")
for room in sorted(MAY_USE):
    library = f"{build}/src/{room}/lib{room}.a"
    if not os.path.isdir(f"src/{room}"):
        continue
    if room == "cli":  # no library: its files are the program's own
        continue
    if not os.path.exists(library):
        problems.append(f"{library} is not built, so its symbols cannot be checked")
        continue
    stems = [os.path.basename(path)[:-2] for path in glob.glob(f"src/{room}/**/*.h", recursive=True)]
    nouns = [room] + stems + NOUNS.get(room, [])
    names = subprocess.run(["nm", "-g", "--defined-only", library], capture_output=True, text=True,
                           check=True).stdout
    for line in names.splitlines():
        parts = line.split()
        # A name with a dot is the compiler's own: the clones of a static function.
        if len(parts) != 3 or parts[1] not in "TDBRVWC" or "." in parts[2]:
            continue
        name = parts[2]
        if not any(name == noun or name.startswith(noun + "_") for noun in nouns):
            problems.append(f"src/{room}: {name} begins neither with {room}_ nor with the name of "
                            "one of its headers")
        other = defined.setdefault(name, room)
        if other != room:
            problems.append(f"src/{room}: {name} is defined in src/{other} too")
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
