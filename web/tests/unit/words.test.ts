import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { languages } from "@/i18n/languages";

type Words = { [key: string]: string | Words };

const read = (name: string) => JSON.parse(readFileSync(`src/i18n/locales/${name}.json`, "utf8")) as Words;
const flat = (words: Words, before = ""): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === "string" ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`)));
const plural = /_(zero|one|two|few|many|other)$/;
const holes = (text: string) => (text.match(/{{\w+}}|<\/?\w+>/g) ?? []).sort().join();

const rooms = flat(read("en/rooms"));
const english = new Map([...flat(read("en/front")), ...rooms]);

it("the front of house says nothing that only the rooms know", () => {
  const ofRooms = new Set(rooms.map(([key]) => key.replace(plural, "")));
  const wrong = ["src/front", "src/parts", "src/app/(front)"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tsx"))
      .map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")] as const)
      .filter(([, text]) => !text.includes(`"@/i18n/rooms"`))
      .flatMap(([name, text]) => [...text.matchAll(/"(\w+(?:\.\w+)+)"/g)].map(([, key = ""]) => key).filter((key) => ofRooms.has(key)).map((key) => `${name}: ${key}`)),
  );
  expect(wrong).toEqual([]);
});

it("every file of words is a language that can be chosen, and the reverse", () => {
  const files = readdirSync("src/i18n/locales").map((name) => name.replace(".json", "")).sort();
  expect(files).toEqual(Object.keys(languages).sort());
});

// Names, and words of a sample script, which are not translated.
const asInEnglish = new Set(["shell.name", "front.foot.source", "front.edit.old", "front.edit.new", "write.placeholder"]);
const englishWords = /\b(the|and|with|your|this|from)\b/i;
const letters: Record<string, RegExp> = { ja: /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u, zh: /\p{sc=Han}/u, ar: /\p{sc=Arabic}/u, hi: /\p{sc=Devanagari}/u, ta: /\p{sc=Tamil}/u };
const names = /^[\W\d]*(Pro|Enterprise|Podcast|Jazz|Rock|Pop|Fountain|API|Webhook)?[\W\d]*$/;

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

  it(`${language} has no English left`, () => {
    const script = letters[language];
    const left = [...words].filter(([key, text]) => {
      if (asInEnglish.has(key)) return false;
      const said = text.replace(/{{\w+}}|“[^”]*”|„[^“]*“|«[^»]*»|「[^」]*」/g, "");
      if (script) return !script.test(said) && !names.test(said);
      return englishWords.test(said) || (text === english.get(key) && text.split(" ").length > 2);
    });
    expect(left).toEqual([]);
  });
}
