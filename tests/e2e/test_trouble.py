"""Bad input gets a clear sentence and loses nothing; kills and full disks lose nothing either."""
import json
import os
import random
import shutil
import signal
import subprocess
import time

from studio import FILM, InFolder, SMALL, TWO_LINES, run, sha256


class BadInput(InFolder):
    def refused(self, content, code, words, options=()):
        script = self.write("bad.fountain", content)
        result = run("make", script, "-o", self.path("bad.mp4"), "--work", self.path("work"),
                     *SMALL, *options, check=False)
        self.assertEqual(result.returncode, code, result.stderr)
        message = result.stderr.strip().splitlines()[-1]
        self.assertTrue(message.startswith("film: "), message)
        self.assertRegex(message, words)
        self.assertFalse(os.path.exists(self.path("bad.mp4")))
        self.assertEqual([n for n in os.listdir(self.folder) if ".part" in n], [])

    def test_empty_file(self):
        self.refused("", 65, "(?i)empty|nothing")

    def test_binary_file(self):
        self.refused(random.Random(1).randbytes(20000), 65, "(?i)text")

    def test_20_mb_file(self):
        self.refused("word " * (4 << 20), 65, "MB")

    def test_script_without_a_scene(self):
        self.refused("Title: Nothing\nAuthor: Nobody\n", 65, "(?i)scene")

    def test_script_that_is_not_there(self):
        result = run("make", self.path("none.fountain"), check=False)
        self.assertEqual(result.returncode, 66)
        self.assertIn("none.fountain", result.stderr)

    def test_unknown_option_names_the_nearest(self):
        result = run("make", "x.fountain", "--resolutoin", "1x1", check=False)
        self.assertEqual(result.returncode, 64)
        self.assertIn("--resolution", result.stderr)

    def test_unknown_culture_names_the_nearest(self):
        self.refused(TWO_LINES, 64, "south_indian", ["--culture", "south_indan"])

    def test_output_folder_that_cannot_be_made(self):
        script = self.write("a.fountain", TWO_LINES)
        self.write("file", "")
        result = run("make", script, "-o", self.path("file/a.mp4"), "--work", self.path("work"),
                     *SMALL, check=False)
        self.assertEqual(result.returncode, 73, result.stderr)

    def test_captions_nobody_translates(self):
        self.refused(TWO_LINES, 69, "translation", ["--captions", "fr"])


class OddInput(InFolder):
    def test_scene_without_a_word_is_a_film(self):
        self.make("INT. KITCHEN - DAY\n\n")
        self.assertTrue(os.path.exists(self.path("film.mp4")))

    def test_name_of_5000_letters(self):
        name = "A" * 5000
        self.make(f"INT. KITCHEN - DAY\n\n{name}\nHello there.\n")

    def test_invalid_utf8_is_a_remark(self):
        script = self.write("odd.fountain", b"INT. KITCHEN - DAY\n\nANNA\nCaf\xe9, please.\n")
        result = self.make(script)
        self.assertIn("remark", result.stdout)

    def test_other_scripts_and_formats(self):
        self.make("INT. வீடு - DAY\n\n@மீரா\nவணக்கம் பாட்டி!\n\n@பாட்டி\nவா கண்ணா.\n",
                  options=["--resolution", "180x320"])


class Trouble(InFolder):
    def kill_in(self, stage):
        """Starts a run and kills it as soon as it tells of work in that stage."""
        script = self.write("script.fountain", TWO_LINES)
        film = subprocess.Popen([FILM, "make", script, "-o", self.path("film.mp4"), "--work",
                                 self.path("work"), "--json", *SMALL], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True)
        for line in film.stdout:
            event = json.loads(line)
            stages = event.get("stages", {})
            order = ["voice", "music", "mix", "picture", "master", "review"]
            before = stages.get(order[max(order.index(stage) - 1, 0)], {"share": 0})
            begun = stages.get(stage, {"share": 0})["share"] > 0 or (
                stage in ("master", "review") and stages and before["share"] == 1)
            if begun:
                film.kill()
                break
        film.stdout.close()
        return film.wait() == -signal.SIGKILL

    def test_kill_9_in_every_stage_loses_nothing_finished(self):
        self.make(out="whole.mp4", work="whole")
        killed = 0
        for stage in ["voice", "music", "mix", "picture", "master", "review"]:
            shutil.rmtree(self.path("work"), ignore_errors=True)
            if self.kill_in(stage):
                killed += 1
                self.assertFalse(os.path.exists(self.path("film.mp4")), stage)
            finished = sum(len(files) for _, _, files in os.walk(self.path("work/objects")))
            done = self.event(self.make(), "done")
            self.assertGreaterEqual(done["kept"], finished - 1, stage)  # the poster is no part
            self.assertEqual(sha256(self.path("film.mp4")), sha256(self.path("whole.mp4")), stage)
            os.unlink(self.path("film.mp4"))
            self.assertEqual([n for n in os.listdir(self.folder) if ".part" in n], [])
        self.assertGreaterEqual(killed, 4)

    def test_ctrl_c_says_that_the_work_is_kept(self):
        script = self.write("script.fountain", TWO_LINES)
        film = subprocess.Popen([FILM, "make", script, "-o", self.path("film.mp4"), "--work",
                                 self.path("work")], stderr=subprocess.PIPE, text=True)
        while not os.path.isdir(self.path("work/objects")) and film.poll() is None:
            time.sleep(0.02)
        film.send_signal(signal.SIGINT)
        _, err = film.communicate(timeout=60)
        self.assertEqual(film.returncode, 130, err)
        self.assertIn("goes on", err)

    def test_damaged_work_folder_is_made_good(self):
        self.make(out="a.mp4")
        before = sha256(self.path("a.mp4"))
        chance = random.Random(5)
        for folder, _, files in os.walk(self.path("work/objects")):
            for name in files:
                with open(os.path.join(folder, name), "r+b") as file:
                    size = os.path.getsize(file.name)
                    if chance.random() < 0.3:
                        file.truncate(chance.randrange(size + 1))
                    else:
                        file.seek(chance.randrange(size))
                        file.write(b"\x5a")
        self.make(out="b.mp4")
        self.assertEqual(sha256(self.path("b.mp4")), before)

    def test_two_runs_at_once_share_a_work_folder(self):
        script = self.write("script.fountain", TWO_LINES)
        films = [subprocess.Popen([FILM, "make", script, "-o", self.path(f"{i}.mp4"), "--work",
                                   self.path("work"), "-q", *SMALL]) for i in range(2)]
        self.assertEqual([film.wait(300) for film in films], [0, 0])
        self.assertEqual(sha256(self.path("0.mp4")), sha256(self.path("1.mp4")))

    def test_full_disk_is_said_and_leaves_no_film(self):
        script = self.write("script.fountain", TWO_LINES)
        # A limit on file size behaves as a disk that fills up in the middle of a part.
        command = (f"trap '' XFSZ; ulimit -f 200; exec {FILM} make {script} "
                   f"-o {self.path('film.mp4')} --work {self.path('work')} --resolution 320x180")
        result = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
        self.assertEqual(result.returncode, 74, result.stderr)
        self.assertFalse(os.path.exists(self.path("film.mp4")))
        self.make()


class Documents(InFolder):
    def test_final_draft_is_read_and_a_damaged_one_named(self):
        script = self.write("script.fdx", '<?xml version="1.0"?><FinalDraft><Content>'
                            '<Paragraph Type="Scene Heading"><Text>INT. KITCHEN - DAY</Text></Paragraph>'
                            '<Paragraph Type="Character"><Text>ANNA</Text></Paragraph>'
                            '<Paragraph Type="Dialogue"><Text>Bread.</Text></Paragraph>'
                            '</Content></FinalDraft>')
        self.assertIn("ANNA", run("breakdown", script).stdout)
        result = run("breakdown", self.write("cut.fdx", "<FinalDraft><Content><Para"), check=False)
        self.assertEqual(result.returncode, 65)
        self.assertIn("breaks off", result.stderr)


class Commands(InFolder):
    def test_breakdown_storyboard_voices_say_doctor_help(self):
        script = self.write("script.fountain", TWO_LINES)
        work = ["--work", self.path("work")]
        self.assertIn("kitchen", run("breakdown", script).stdout)
        self.assertIn('"kitchen"', run("breakdown", script, "--json").stdout)
        self.assertIn("establishing", run("storyboard", script, *work).stdout)
        run("storyboard", script, "-o", self.path("board.png"), *work, "-q")
        self.assertGreater(os.path.getsize(self.path("board.png")), 20000)
        self.assertIn("slt", run("voices").stdout)
        run("say", "Good morning.", "-o", self.path("say.wav"))
        self.assertGreater(os.path.getsize(self.path("say.wav")), 40000)
        told = run("doctor", *work, check=False) # these tests have no neural voices
        self.assertEqual(told.returncode, 69)
        self.assertIn("ready", told.stdout)
        self.assertIn("fetch-voices", told.stdout)
        self.assertIn("film make", run("help").stdout)
        self.assertIn(".TH FILM 1", run("help", "man").stdout)
        for shell in ["bash", "zsh", "fish"]:
            self.assertIn("complete", run("help", f"completion-{shell}").stdout)
