import { expect, it } from "vitest";
import { pace, pending, readVtt, withCorrections, writeAss, writeSrt, writeVtt } from "@/desk/captions";
import { peaksOf } from "@/desk/peaks";
import { titleEntry, withTitleEntry } from "@/desk/title-page";

const vtt = `WEBVTT

1
00:00:01.500 --> 00:00:03.000 line:85%
<v Ben>That's mine.

00:01:02.040 --> 01:00:00.007
Two &lt;lines&gt;
and {braces}
`;

it("captions are read from WebVTT, without settings and marks", () => {
  expect(readVtt(vtt)).toEqual([
    { start_ms: 1500, end_ms: 3000, text: "That's mine." },
    { start_ms: 62040, end_ms: 3600007, text: "Two <lines>\nand {braces}" },
  ]);
});

it("captions are written as SRT, WebVTT and ASS", () => {
  const cues = readVtt(vtt);
  expect(writeSrt(cues)).toContain("2\n00:01:02,040 --> 01:00:00,007\nTwo <lines>\nand {braces}\n");
  expect(readVtt(writeVtt(cues))).toEqual(cues);
  expect(writeAss(cues, "One\nUmbrella")).toContain("Dialogue: 0,0:01:02.04,1:00:00.00,Default,Two <lines>\\Nand (braces)");
  expect(pace({ start_ms: 0, end_ms: 1000, text: "twelve signs" })).toBe(12);
});

it("an entry of the title page is read, set, changed and taken away", () => {
  const script = "Title: One\nAuthor: A\n\nINT. A - DAY\n";
  const with_ = withTitleEntry(script, "Music", "jazz");
  expect(with_).toBe("Title: One\nAuthor: A\nMusic: jazz\n\nINT. A - DAY\n");
  expect(titleEntry(with_, "music")).toBe("jazz");
  expect(withTitleEntry(with_, "Music", "folk")).toContain("\nMusic: folk\n");
  expect(withTitleEntry(with_, "Music", "")).toBe(script);
  expect(withTitleEntry("INT. A - DAY", "Music", "pop")).toBe("Music: pop\n\nINT. A - DAY");
  expect(withTitleEntry("Music: pop\n\nINT. A - DAY", "Music", "")).toBe("INT. A - DAY");
  expect(titleEntry("INT. A: B - DAY", "Music")).toBe("");
});

function wav(samples: number[]): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 4);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string) => [...text].forEach((letter, i) => (bytes[at + i] = letter.charCodeAt(0)));
  tag(0, "RIFF");
  tag(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, 1, true);
  view.setUint16(34, 32, true);
  tag(36, "data");
  view.setUint32(40, samples.length * 4, true);
  samples.forEach((value, i) => view.setFloat32(44 + i * 4, value, true));
  return bytes;
}

it("the outline of a sound is the same however its bytes arrive", async () => {
  const samples = Array.from({ length: 4000 }, (_, i) => (i < 2000 ? 0.25 : -0.75));
  const bytes = wav(samples);
  for (const size of [bytes.length, 7, 1001]) {
    const pieces = (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
    })();
    expect((await peaksOf(pieces, 4)).map((value) => value.toFixed(2))).toEqual(["0.25", "0.25", "0.75", "0.75"]);
  }
});

it("captions put right wait for the next film, and follow what it says then", () => {
  const cue = (text: string) => ({ start_ms: 0, end_ms: 1000, text });
  const made = [cue("One."), cue("Two.")];
  const first = withCorrections(undefined, made, { 1: "Too.", 0: " " });
  expect(first).toEqual([{ cue: 2, was: "Two.", text: "Too." }]);
  expect(pending(first, made)).toEqual({ 1: "Too." });
  const next = [cue("One."), cue("Too.")];
  expect(pending(first, next)).toEqual({});
  const second = withCorrections(first, next, { 1: "To." });
  expect(second).toEqual([...first, { cue: 2, was: "Too.", text: "To." }]);
  expect(withCorrections(second, next, {})).toEqual(first);
});
