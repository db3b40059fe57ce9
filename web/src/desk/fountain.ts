// Fountain (fountain.io/syntax) line by line, for colours on the desk and the list of scenes. The
// server reads the script for the film; this only has to agree with it on what a line is, and it
// keeps every character, so that the coloured page covers the textarea exactly.

export type LineKind =
  | "blank"
  | "key" // of the title page
  | "heading"
  | "action"
  | "character"
  | "parenthetical"
  | "dialogue"
  | "transition"
  | "section"
  | "synopsis"
  | "note"
  | "boneyard"
  | "page-break";

export interface Line {
  kind: LineKind;
  text: string;
  name?: string; // who speaks: on a cue and on every line of the speech
}

export interface Scene {
  number: number;
  heading: string;
  line: number; // from 0
  speakers: string[];
  words: number;
}

const headingStart = /^(INT|EXT|EST|INT\.?\/EXT|EXT\.?\/INT|I\/E)[. ]/i;
const transitionEnd = /^[^a-z]*\bTO:$/;
const titleKey = /^(title|credit|author|authors|source|draft date|date|contact|copyright|notes|language|culture)\s*:/i;

// A cue: capitals (extension in brackets may be in any case), or short words of a script without
// capitals, after an empty line and before one that is not.
function cueName(text: string): string | null {
  const forced = text.startsWith("@");
  const bare = text.replace(/^@/, "").replace(/\^\s*$/, "").replace(/\([^)]*\)\s*$/, "").trim();
  if (!bare) return null;
  if (forced) return bare;
  if (!/\p{L}/u.test(bare) || /[!?.,:;…]$/.test(bare)) return null;
  if (/\p{Ll}/u.test(bare)) return null;
  if (/\p{Lu}/u.test(bare)) return bare.split(/\s+/).length <= 10 ? bare : null;
  return bare.split(/\s+/).length <= 4 && [...bare].length <= 32 && !/\p{P}/u.test(bare) ? bare : null;
}

export function lines(script: string): Line[] {
  const texts = script.split("\n");
  const result: Line[] = [];
  let titles = titleKey.test(texts[0] ?? "");
  let boneyard = false;
  let note = false;
  let speaker: string | null = null;

  for (const [i, raw] of texts.entries()) {
    const text = raw.trim();
    const add = (kind: LineKind, name?: string) => result.push(name === undefined ? { kind, text: raw } : { kind, text: raw, name });

    if (boneyard || text.startsWith("/*")) {
      boneyard = !text.includes("*/");
      add("boneyard");
      continue;
    }
    if (note || text.startsWith("[[")) {
      note = text !== "" && !text.includes("]]");
      add("note");
      continue;
    }
    if (text === "") {
      titles = false;
      // Two spaces keep a speech open over an empty line.
      if (!(speaker !== null && raw.length >= 2)) speaker = null;
      add("blank");
      continue;
    }
    if (titles) {
      add("key");
      continue;
    }
    if (speaker !== null) {
      add(text.startsWith("(") && text.endsWith(")") ? "parenthetical" : "dialogue", speaker);
      continue;
    }
    const alone = i === 0 || (texts[i - 1] ?? "").trim() === "";
    const followed = (texts[i + 1] ?? "").trim() !== "";
    if (/^={3,}$/.test(text)) add("page-break");
    else if (text.startsWith("=")) add("synopsis");
    else if (text.startsWith("#")) add("section");
    else if (/^\.[^.]/.test(text) || (alone && headingStart.test(text))) add("heading");
    else if (text.startsWith("!")) add("action");
    else if (text.startsWith(">")) add(text.endsWith("<") ? "action" : "transition");
    else if (alone && !followed && transitionEnd.test(text)) add("transition");
    else {
      const name = alone && followed ? cueName(text) : null;
      if (name !== null) speaker = name;
      add(name === null ? "action" : "character", name ?? undefined);
    }
  }
  return result;
}

export const countWords = (text: string): number => text.split(/\s+/u).filter(Boolean).length;

export function scenes(parsed: Line[]): Scene[] {
  const list: Scene[] = [];
  for (const [i, line] of parsed.entries()) {
    if (line.kind === "heading")
      list.push({ number: list.length + 1, heading: line.text.trim().replace(/^\./, ""), line: i, speakers: [], words: 0 });
    const scene = list.at(-1);
    if (!scene) continue;
    scene.words += countWords(line.text);
    if (line.kind === "character" && line.name && !scene.speakers.includes(line.name)) scene.speakers.push(line.name);
  }
  return list;
}

// Everyone who speaks, in order of their first line.
export function speakers(parsed: Line[]): string[] {
  return [...new Set(parsed.filter((line) => line.kind === "character").map((line) => line.name ?? ""))];
}
