// What a script comes to: words as the server counts them against a plan, and a length from how long
// speech and looking take. The server's quote is what counts; this is for while one writes.
import { countWords, lines } from "./fountain";

const spokenPerSecond = 2.5;
const shownPerSecond = 4;

export interface Estimate {
  words: number;
  length_s: number;
}

export function estimate(script: string): Estimate {
  let length_s = 0;
  for (const line of lines(script)) {
    const words = countWords(line.text);
    if (line.kind === "dialogue") length_s += words / spokenPerSecond;
    else if (line.kind === "action") length_s += words / shownPerSecond;
    else if (line.kind === "heading") length_s += 2;
  }
  const words = countWords(script);
  return { words, length_s: words === 0 ? 0 : Math.max(3, Math.round(length_s)) };
}
