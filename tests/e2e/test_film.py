"""The finished film, read as a stranger would; the same again; one line changed."""
import json
import math
import os
import re
import subprocess

from studio import InFolder, SMALL, TEN_SHOTS, TWO_LINES, probe, run, samples, sha256


class Film(InFolder):
    def test_is_an_mp4_that_any_player_reads(self):
        self.make()
        film = probe(self.path("film.mp4"), "-show_streams", "-show_format", "-show_chapters")
        video = next(s for s in film["streams"] if s["codec_name"] == "h264")
        audio = next(s for s in film["streams"] if s["codec_name"] == "aac")
        text = next(s for s in film["streams"] if s["codec_name"] == "mov_text")
        self.assertEqual((video["width"], video["height"]), (320, 180))
        self.assertEqual(video["profile"], "High")
        self.assertEqual(video["pix_fmt"], "yuv420p")
        self.assertEqual(video["r_frame_rate"], "24/1")
        self.assertEqual(video["color_space"], "bt709")
        self.assertEqual(video["color_transfer"], "bt709")
        self.assertEqual(video["color_primaries"], "bt709")
        self.assertEqual((audio["sample_rate"], audio["channels"]), ("48000", 2))
        self.assertAlmostEqual(float(video["duration"]), float(audio["duration"]), delta=0.06)
        self.assertEqual(film["format"]["tags"]["title"], "Two Lines")
        self.assertGreaterEqual(len(film["chapters"]), 1)
        self.assertTrue(any(s["disposition"]["attached_pic"] for s in film["streams"]))
        self.assertEqual(text["codec_type"], "subtitle")
        with open(self.path("film.mp4"), "rb") as file:
            head = file.read(4 << 20)
        self.assertLess(head.find(b"moov"), head.find(b"mdat"), "fast start: moov before mdat")

    def test_is_at_the_loudness_asked_for(self):
        for target in ["-14", "-20"]:
            self.make(options=SMALL + ["--loudness", target])
            out = subprocess.run(["ffmpeg", "-nostats", "-i", self.path("film.mp4"), "-filter:a",
                                  "ebur128=peak=true", "-f", "null", "-"], capture_output=True,
                                 text=True).stderr
            loudness = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", out)[-1])
            peak = float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", out)[-1])
            self.assertAlmostEqual(loudness, float(target), delta=0.5)
            self.assertLessEqual(peak, -0.7, "true peak after AAC")

    def test_captions_are_verbatim_and_readable(self):
        self.make()
        with open(self.path("film.srt")) as file:
            srt = file.read()
        rows = [r for r in srt.splitlines() if r and not r.isdigit() and "-->" not in r]
        self.assertTrue(all(len(row) <= 42 for row in rows))
        spoken = " ".join(rows)
        for line in ["Good morning, Tom. Did you sleep at all?",
                     "Not for a minute. But the bread is ready."]:
            self.assertIn(line, spoken)
        with open(self.path("film.vtt")) as file:
            vtt = file.read()
        self.assertTrue(vtt.startswith("WEBVTT"))
        self.assertRegex(vtt, r"<v ANNA>Good <00:00:\d\d\.\d\d\d>morning")
        ass = probe(self.path("film.ass"), "-show_streams")
        self.assertEqual(ass["streams"][0]["codec_name"], "ass")
        with open(self.path("film.sdh.srt")) as file:
            described = file.read()
        for told in ["[rain]", "♪", "ANNA:"]:
            self.assertIn(told, described)

    def test_a_person_is_the_same_in_every_shot_and_in_another_script(self):
        other = TWO_LINES.replace("KITCHEN - MORNING", "BEACH - NIGHT").replace(
            "Good morning, Tom. Did you sleep at all?", "Look at the sea.")
        seen = []
        for script in [TWO_LINES, other]:
            self.make(script, options=SMALL + ["--report", self.path("report.json")])
            with open(self.path("report.json")) as file:
                report = json.load(file)
            cast = {person["name"]: person["identity"] for person in report["cast"]}
            for shot in report["shots"]:
                for person in shot["people"]:
                    self.assertEqual(person["identity"], cast[person["character"]])
            self.assertEqual(len(set(cast.values())), len(cast))
            seen.append(cast)
        self.assertEqual(seen[0], seen[1])

    def test_report_lists_shots_lines_phones_and_findings(self):
        report = self.path("report.json")
        self.make(options=SMALL + ["--report", report])
        with open(report) as file:
            report = json.load(file)
        self.assertTrue(report["review"]["passed"])
        self.assertEqual([line["text"] for line in report["lines"]],
                         ["Good morning, Tom. Did you sleep at all?",
                          "Not for a minute. But the bread is ready."])
        for line in report["lines"]:
            self.assertTrue(line["phones"])
            self.assertIn(line["engine"], ["flite", "espeak-ng"])
            self.assertAlmostEqual(line["phones"][-1]["end_s"], line["length_s"], delta=0.001)
        total = sum(s["length_s"] - s["transition_s"] for s in report["shots"])
        self.assertAlmostEqual(total, report["length_s"], delta=0.001)

    def test_stems_lie_beside_the_film_and_add_up_to_its_sound(self):
        self.make()
        names = ["dialogue", "effects", "mix", "music", "music-and-effects"]
        cues = sorted(n[:-4] for n in os.listdir(self.path("film.stems")) if n.endswith(".mid"))
        self.assertIn("cue-1", cues)
        self.assertEqual({n for n in os.listdir(self.path("film.stems")) if n.endswith(".wav")},
                         {n + ".wav" for n in names + cues})
        for cue in cues:
            with open(self.path(f"film.stems/{cue}.mid"), "rb") as file:
                self.assertEqual(file.read(4), b"MThd")
            self.assertGreater(max(samples(self.path(f"film.stems/{cue}.wav"))), 0.01)
        stems = {n: samples(self.path("film.stems/" + n + ".wav")) for n in names}
        for n, (voice, effect, mix, music, under) in enumerate(zip(*stems.values())):
            if abs(voice + effect + music - mix) > 1e-6 or abs(effect + music - under) > 1e-6:
                self.fail(f"sample {n}: {voice} + {music} + {effect} is not {mix}")
        film, mix = samples(self.path("film.mp4")), stems["mix"]
        # the last frame of AAC is filled up
        self.assertTrue(0 <= len(film) - len(mix) <= 2 * 1024)
        error = sum((a - b) ** 2 for a, b in zip(film, mix)) / sum(a * a for a in mix)
        self.assertLess(10 * math.log10(error), -20, "dB, what AAC takes away and adds")


class Music(InFolder):
    def test_a_piece_by_name_as_sound_and_as_notes(self):
        def compose(out, *more):
            return run("music", "--style", "carnatic", "--raga", "mohanam", "--mood", "calm",
                       "--length", "12", "-o", self.path(out), "--json", *more)
        made = self.event(compose("a.wav", "--stems"), "done")
        self.assertEqual(made["mode"], "raga mohanam")
        self.assertAlmostEqual(float(probe(self.path("a.wav"), "-show_format")["format"]["duration"]),
                               12, delta=0.001)
        self.assertEqual(sorted(os.listdir(self.path("a.stems"))),
                         ["drone.wav", "harmony.wav", "melody.wav", "rhythm.wav"])
        compose("b.wav", "--stems")
        self.assertEqual(sha256(self.path("a.wav")), sha256(self.path("b.wav")))
        compose("a.mid")
        with open(self.path("a.mid"), "rb") as file:
            self.assertEqual(file.read(4), b"MThd")
        wrong = run("music", "--raga", "mohanm", check=False)
        self.assertEqual(wrong.returncode, 64)
        self.assertIn('did you mean "mohanam"', wrong.stderr)

    def test_a_script_may_bring_its_own(self):
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=f=997:d=3",
                        self.path("tune.flac")], check=True)
        script = TWO_LINES.replace("Rain.", "[[music: tune.flac]]\n\nRain.")
        self.make(script)
        music = samples(self.path("film.stems/music.wav"))[::2]
        middle = len(music) // 2
        second = music[middle:middle + 48000]
        crossings = sum(a < 0 <= b for a, b in zip(second, second[1:]))
        self.assertAlmostEqual(crossings, 997, delta=3)
        outside = self.make(script.replace("tune.flac", "../tune.flac"), check=False)
        self.assertEqual(outside.returncode, 65)
        self.assertIn("own folder", outside.stderr)

    def test_one_file_under_the_whole_film_is_no_louder_in_the_credits(self):
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                        "anoisesrc=color=pink:duration=4:seed=3:amplitude=0.5", self.path("tune.flac")],
                       check=True)
        self.make(options=SMALL + ["--music", self.path("tune.flac"), "--report", self.path("film.json")])
        with open(self.path("film.json")) as file:
            first_line_s = json.load(file)["lines"][0]["start_s"]
        music = samples(self.path("film.stems/music.wav"))[::2]

        def level_db(start_s):
            second = music[int(start_s * 48000):int((start_s + 1) * 48000)]
            return 10 * math.log10(sum(value * value for value in second) / len(second))
        scene = level_db(first_line_s - 1.5)  # before the first word lowers it
        self.assertAlmostEqual(level_db(len(music) / 48000 - 4.5), scene, delta=1.5)


class Dub(InFolder):
    SPANISH = (TWO_LINES.replace("Good morning, Tom. Did you sleep at all?",
                                 "Buenos días, Tom. ¿Has dormido algo esta noche?")
               .replace("Not for a minute. But the bread is ready.",
                        "Ni un minuto. Pero el pan está listo."))

    def lengths(self, report):
        with open(self.path(report)) as file:
            report = json.load(file)
        self.assertTrue(report["review"]["passed"])
        return report, [line["length_s"] for line in report["lines"]]

    def test_the_same_film_speaks_another_tongue(self):
        self.make(options=SMALL + ["--report", self.path("en.json")])
        script = self.write("es.fountain", self.SPANISH)
        self.make(out="es.mp4", options=SMALL + ["--dub", script, "--language", "es", "--report",
                                                 self.path("es.json")])
        english, spoken = self.lengths("en.json")
        spanish, dubbed = self.lengths("es.json")
        self.assertEqual([line["text"] for line in spanish["lines"]],
                         ["Buenos días, Tom. ¿Has dormido algo esta noche?",
                          "Ni un minuto. Pero el pan está listo."])
        self.assertEqual(len(english["shots"]), len(spanish["shots"]))
        # a shot grows by what its line is longer, and never shrinks
        grown = sum(max(0, b - a) for a, b in zip(spoken, dubbed))
        self.assertGreaterEqual(spanish["length_s"], english["length_s"] - 0.001)
        self.assertLess(spanish["length_s"], english["length_s"] + grown + 1.5)

        # the film's own captions, translated, do as well
        with open(self.path("film.srt")) as file:
            captions = file.read()
        captions = captions.replace("Not for a minute. But the bread is ready.",
                                    "Ni un minuto. Pero el pan está listo.")
        captions = re.sub("Good morning.*all[?]", "Buenos días, Tom. ¿Has dormido algo esta noche?",
                          captions)
        srt = self.write("wanted.srt", captions)
        self.make(out="again.mp4", options=SMALL + ["--dub", srt, "--language", "es"])
        self.assertEqual(sha256(self.path("again.mp4")), sha256(self.path("es.mp4")))

    def test_captions_in_a_further_language_leave_the_film_as_it_is(self):
        self.make(out="plain.mp4")
        script = self.write("es.fountain", self.SPANISH)
        with open(self.path("plain.srt")) as file:
            tamil = re.sub("Good morning.*all[?]", "காலை வணக்கம், டாம்.", file.read())
        tamil = self.write("ta.srt", tamil.replace("Not for a minute. But the bread is ready.",
                                                   "ஒரு நிமிடம் கூட இல்லை. ரொட்டி தயார்."))
        self.make(options=SMALL + ["--captions", f"en,es={script},ta={tamil}"])
        streams = json.loads(subprocess.run(
            ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name:stream_tags=language",
             "-select_streams", "s", "-of", "json", self.path("film.mp4")],
            check=True, capture_output=True).stdout)["streams"]
        self.assertEqual([(s["codec_name"], s["tags"]["language"]) for s in streams],
                         [("mov_text", "eng"), ("mov_text", "spa"), ("mov_text", "tam")])
        for name, words in [("film.es.srt", "¿Has dormido"), ("film.es.vtt", "dormido"),
                            ("film.ta.srt", "காலை வணக்கம்"), ("film.srt", "Good morning")]:
            with open(self.path(name)) as file:
                self.assertIn(words, file.read(), name)
        for stream in ["v:0", "a:0"]:
            hashes = [subprocess.run(["ffmpeg", "-v", "error", "-i", self.path(film), "-map",
                                      "0:" + stream, "-c", "copy", "-f", "hash", "-"], check=True,
                                     capture_output=True).stdout
                      for film in ["plain.mp4", "film.mp4"]]
            self.assertEqual(hashes[0], hashes[1])

        # the translation itself is never written over, and a short one is named
        made = self.make(out="ta.mp4", check=False, options=SMALL + ["--captions",
                                                                     f"en,ta={tamil}"])
        self.assertEqual(made.returncode, 64)
        self.assertIn("over the translation", made.stderr)
        short = self.write("short.fountain", self.SPANISH.split("TOM\n")[0])
        made = self.make(check=False, options=SMALL + ["--captions", f"es={short}"])
        self.assertEqual(made.returncode, 65)
        self.assertIn('Captions in "es": The translation has 1 lines', made.stderr)

    def test_a_translation_that_lacks_a_line_is_named(self):
        short = self.write("short.fountain", self.SPANISH.split("TOM\n")[0])
        made = self.make(check=False, options=SMALL + ["--dub", short, "--language", "es"])
        self.assertEqual(made.returncode, 65)
        self.assertIn("1 lines of dialogue and the script 2", made.stderr)
        made = self.make(check=False, options=SMALL + ["--dub", short])
        self.assertEqual(made.returncode, 64)


class Repeat(InFolder):
    def test_same_script_and_seed_in_two_folders_give_the_same_bytes(self):
        self.make(out="a/film.mp4", work="a/work")
        self.make(out="b/film.mp4", work="b/work", options=SMALL + ["--threads", "1"])
        for name in ["film.mp4", "film.srt", "film.vtt", "film.png"]:
            self.assertEqual(sha256(self.path("a/" + name)), sha256(self.path("b/" + name)), name)

    def test_another_seed_gives_another_film(self):
        self.make(out="a.mp4")
        self.make(out="b.mp4", options=SMALL + ["--seed", "2"])
        self.assertNotEqual(sha256(self.path("a.mp4")), sha256(self.path("b.mp4")))

    def test_one_changed_line_makes_only_what_depends_on_it_and_equals_a_clean_run(self):
        before = self.event(self.make(TEN_SHOTS), "done")
        edited = TEN_SHOTS.replace("I forgot my key again.", "I forgot my keys and my hat again.")
        after = self.event(self.make(edited), "done")
        self.assertGreater(before["made"], 20)
        self.assertLess(after["made"], before["made"] * 0.4)
        self.make(edited, out="clean.mp4", work="clean")
        self.assertEqual(sha256(self.path("film.mp4")), sha256(self.path("clean.mp4")))
