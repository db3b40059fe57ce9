// A text in pieces, every other one of them a word that was looked for: ["He builds a ", "bomb", "."].
// Terms are whole words, in any case, as the server's rules take them.
export function marked(text: string, terms: string): string[] {
  const words = terms
    .split(",")
    .map((term) => term.trim())
    .filter((term) => term !== "")
    .sort((a, b) => b.length - a.length) // the longer of two that begin alike
    .map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  if (words.length === 0) return [text];
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})(?![\\p{L}\\p{N}])`, "giu"));
}
