import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lines, scenes, speakers } from "@/desk/fountain";
import { estimate } from "@/desk/estimate";

const kinds = (script: string) => lines(script).map((line) => line.kind);

describe("lines", () => {
  it("keeps every character", () => {
    for (const script of ["", "\n\n", "INT. A\n \n  B\r\nx", "/* a\nb */ c\n[[n\nm]]"])
      expect(lines(script).map((line) => line.text).join("\n")).toBe(script);
  });
  it("tells heading, cue, parenthetical, dialogue and action", () => {
    expect(kinds("INT. CAFE - DAY\n\nTea.\n\nBEN (O.S.)\n(softly)\nMine.\nStill mine.\n\nHe goes.")).toEqual([
      "heading", "blank", "action", "blank", "character", "parenthetical", "dialogue", "dialogue", "blank", "action",
    ]);
  });
  it("reads a title page only at the top", () => {
    expect(kinds("Title: A\nAuthor: B\n\nTitle: C")).toEqual(["key", "key", "blank", "action"]);
  });
  it("takes capitals with nothing below for action", () => {
    expect(kinds("A\n\nBANG\n\nB")).toEqual(["action", "blank", "action", "blank", "action"]);
  });
  it("does not take a shout for a cue", () => {
    expect(kinds("\nSTOP!\nHe runs.")).toEqual(["blank", "action", "action"]);
  });
  it("knows cues of scripts without capitals", () => {
    expect(lines("\nமீரா\nவா பாட்டி")[1]).toMatchObject({ kind: "character", name: "மீரா" });
  });
  it("knows forced elements", () => {
    expect(kinds(".ROOF\n\n@McAvoy\nHi\n\n!NO\nx\n\n> FADE OUT.\n\n>centred<\n\n# Act\n= sum\n===")).toEqual([
      "heading", "blank", "character", "dialogue", "blank", "action", "action", "blank", "transition", "blank",
      "action", "blank", "section", "synopsis", "page-break",
    ]);
  });
  it("knows transitions, notes and what is cut out", () => {
    expect(kinds("\nCUT TO:\n\n[[a\nb]]\n/* x\n\ny */\nz")).toEqual([
      "blank", "transition", "blank", "note", "note", "boneyard", "boneyard", "boneyard", "action",
    ]);
  });
});

describe("scenes", () => {
  it("counts the scenes and speakers of an example", () => {
    const parsed = lines(readFileSync("../examples/pongal.fountain", "utf8"));
    expect(scenes(parsed)[0]).toMatchObject({ number: 1, heading: "EXT. COURTYARD - DAWN" });
    expect(speakers(parsed)).toEqual(["PAATI", "MEERA", "ARUN"]);
  });
});

describe("estimate", () => {
  it("is nothing for nothing", () => expect(estimate("  \n")).toEqual({ words: 0, length_s: 0 }));
  it("is within a third of the film that the program makes", () => {
    const { length_s } = estimate(readFileSync("../examples/pongal.fountain", "utf8"));
    expect(length_s).toBeGreaterThan(84 * 0.66);
    expect(length_s).toBeLessThan(84 * 1.33);
  });
});
