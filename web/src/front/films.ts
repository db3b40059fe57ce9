// The films of examples/, as scripts/films.sh makes them; lengths as measured in the files.
export const films = [
  { name: "lighthouse", length_s: 82, shot: "lighthouse-2" },
  { name: "pongal", length_s: 84, shot: "pongal-2" },
  { name: "umbrella", length_s: 75, shot: "umbrella-2" },
  { name: "market", length_s: 56, shot: "market-2" },
] as const;

export type FilmName = (typeof films)[number]["name"];
