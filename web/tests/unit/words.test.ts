import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { languages } from "@/i18n/languages";

type Words = { [key: string]: string | Words };

const read = (language: string) => JSON.parse(readFileSync(`src/i18n/locales/${language}.json`, "utf8")) as Words;
const flat = (words: Words, before = ""): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === "string" ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`)));
const plural = /_(zero|one|two|few|many|other)$/;
const holes = (text: string) => (text.match(/{{\w+}}|<\/?\w+>/g) ?? []).sort().join();

const english = new Map(flat(read("en")));

it("every file of words is a language that can be chosen, and the reverse", () => {
  const files = readdirSync("src/i18n/locales").map((name) => name.replace(".json", "")).sort();
  expect(files).toEqual(Object.keys(languages).sort());
});

for (const language of Object.keys(languages).filter((code) => code !== "en")) {
  const words = new Map(flat(read(language)));
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it(`${language} has every key, in every plural form it needs, and no other`, () => {
    const wanted = new Set<string>();
    for (const key of english.keys())
      if (plural.test(key)) for (const form of forms) wanted.add(key.replace(plural, `_${form}`));
      else wanted.add(key);
    expect([...words.keys()].sort()).toEqual([...wanted].sort());
  });

  it(`${language} has no empty words and the same holes as English`, () => {
    const wrong = [...words].filter(([key, text]) => {
      const original = english.get(key) ?? english.get(key.replace(plural, "_other")) ?? "";
      const singular = /_(zero|one|two)$/.test(key); // may leave the number out
      return text.trim() === "" || (!singular && holes(text) !== holes(original));
    });
    expect(wrong).toEqual([]);
  });
}
