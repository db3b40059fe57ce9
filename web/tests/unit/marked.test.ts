import { expect, it } from "vitest";
import { marked } from "@/desk/marked";

it("finds whole words in any case, over the end of a line", () => {
  expect(marked("He will Make a\nbomb. Bombs away.", "make a bomb, bomb")).toEqual(["He will ", "Make a\nbomb", ". Bombs away."]);
});

it("leaves a text without terms as it is, and takes signs as they are", () => {
  expect(marked("All quiet (here).", "")).toEqual(["All quiet (here)."]);
  expect(marked("a.c abc", "a.c")).toEqual(["", "a.c", " abc"]);
});
