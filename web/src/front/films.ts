// The films of examples/, as scripts/films.sh makes them; it also measures how long they are.
const lengths = JSON.parse(process.env.FILM_LENGTHS ?? "{}") as Record<string, number>;

const names = ["lighthouse", "pongal", "umbrella", "market"] as const;

export type FilmName = (typeof names)[number];

export const films = names.map((name) => ({ name, length_s: lengths[name] ?? 0 }));
