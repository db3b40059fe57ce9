// Captions: out of WebVTT, and into the three kinds of file that players and editors take.

export interface Cue {
  start_ms: number;
  end_ms: number;
  text: string; // lines parted by \n
}

const stamp = /(?:(\d+):)?(\d\d):(\d\d)[.,](\d{3})/;

function ms(text: string): number {
  const [, hours = "0", minutes = "0", seconds = "0", rest = "0"] = stamp.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(rest);
}

// The cues of a WebVTT file, without their settings and marks.
export function readVtt(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of text.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const rows = block.split("\n");
    const at = rows.findIndex((row) => row.includes("-->"));
    if (at < 0) continue;
    const [from = "", to = ""] = (rows[at] ?? "").split("-->");
    const words = rows
      .slice(at + 1)
      .join("\n")
      .replace(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&")
      .trim();
    if (words) cues.push({ start_ms: ms(from), end_ms: ms(to), text: words });
  }
  return cues;
}

const two = (n: number) => String(n).padStart(2, "0");

function clockOf(at: number, mark: "." | ","): string {
  const seconds = Math.floor(at / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${mark}${String(at % 1000).padStart(3, "0")}`;
}

const plain = (text: string) => text.replace(/\r/g, "").replace(/\n{2,}/g, "\n").trim();

export const writeSrt = (cues: readonly Cue[]) =>
  cues.map((cue, i) => `${i + 1}\n${clockOf(cue.start_ms, ",")} --> ${clockOf(cue.end_ms, ",")}\n${plain(cue.text)}\n`).join("\n");

export const writeVtt = (cues: readonly Cue[]) =>
  `WEBVTT\n\n${cues
    .map((cue) => `${clockOf(cue.start_ms, ".")} --> ${clockOf(cue.end_ms, ".")}\n${plain(cue.text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n`)
    .join("\n")}`;

// Advanced SubStation Alpha, one style; its braces are commands, so those of the text become round.
export function writeAss(cues: readonly Cue[], title: string): string {
  const at = (time: number) => `${Math.floor(time / 3_600_000)}:${two(Math.floor(time / 60_000) % 60)}:${two(Math.floor(time / 1000) % 60)}.${two(Math.floor((time % 1000) / 10))}`;
  const words = (text: string) => plain(text).replaceAll("{", "(").replaceAll("}", ")").replaceAll("\n", "\\N");
  return [
    "[Script Info]",
    `Title: ${title.replace(/[\r\n]/g, " ")}`,
    "ScriptType: v4.00+",
    "PlayResX: 1920",
    "PlayResY: 1080",
    "",
    "[V4+ Styles]",
    "Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV",
    "Style: Default,Noto Sans,54,&H00FFFFFF,&H00000000,&H80000000,0,1,3,0,2,120,120,60",
    "",
    "[Events]",
    "Format: Layer, Start, End, Style, Text",
    ...cues.map((cue) => `Dialogue: 0,${at(cue.start_ms)},${at(cue.end_ms)},Default,${words(cue.text)}`),
    "",
  ].join("\n");
}

// Letters a second, by which a caption is too fast to read above 20 (BBC and Netflix guidelines: 17 to 20).
export const pace = (cue: Cue) => [...cue.text.replace(/\s+/g, " ")].length / Math.max(0.1, (cue.end_ms - cue.start_ms) / 1000);

// What the next film's caption is to say; the server makes the changes one after the other.
export interface CueChange {
  cue: number; // from 1
  was: string;
  text: string;
}

const isPending = (change: CueChange, made: readonly Cue[]) => made[change.cue - 1]?.text === change.was;

// The changes that a film with these cues does not carry yet, by number of the cue, from 0.
export const pending = (changes: readonly CueChange[] | undefined, made: readonly Cue[]): Record<number, string> =>
  Object.fromEntries((changes ?? []).filter((change) => isPending(change, made)).map(({ cue, text }) => [cue - 1, text]));

// The changes with these corrections in the place of those pending; empty words change nothing.
export const withCorrections = (changes: readonly CueChange[] | undefined, made: readonly Cue[], corrections: Record<number, string>): CueChange[] => [
  ...(changes ?? []).filter((change) => !isPending(change, made)),
  ...Object.entries(corrections)
    .filter(([, text]) => plain(text) !== "")
    .map(([i, text]) => ({ cue: Number(i) + 1, was: made[Number(i)]?.text ?? "", text })),
];
