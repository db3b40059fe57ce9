// Line icons on a 16 px grid, drawn for the studio. `flip` ones point along the reading direction.
const paths = {
  play: "M5 3.2v9.6l7.6-4.8z",
  pause: "M5 3.5v9M11 3.5v9",
  check: "M3 8.5l3.2 3.2L13 5",
  cross: "M4 4l8 8M12 4l-8 8",
  warn: "M8 2.5l6 11H2zM8 6.8v3M8 11.8v.1",
  retake: "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3",
  pen: "M3 13l.8-3.2L10.6 3 13 5.4 6.2 12.2zM9.4 4.2l2.4 2.4",
  people: "M8.5 5.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM1.5 13c.5-3 2.2-4.2 4.5-4.2S10 10 10.5 13M10.5 3.4a2.3 2.3 0 0 1 0 4.4M12 9.2c1.5.5 2.3 1.8 2.6 3.8",
  board: "M2 3h5v4H2zM9 3h5v4H9zM2 9h5v4H2zM9 9h5v4H9z",
  sound: "M3 6.5v3M6 4v8M9 2.5v11M12 5v6",
  undo: "M6.5 3L3 6.5 6.5 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H8",
  list: "M2.5 4h11M2.5 8h11M2.5 12h11",
  reel: "M2 4h12v8H2zM5 4v8M11 4v8",
  out: "M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.5h10",
  search: "M11 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM10 10l3.5 3.5",
  plus: "M8 3v10M3 8h10",
  chevron: "M6 3.5L10.5 8 6 12.5",
  down: "M3.5 6L8 10.5 12.5 6",
  ticket: "M2 4.5h12v2.2a1.4 1.4 0 0 0 0 2.7v2.2H2V9.4a1.4 1.4 0 0 0 0-2.7zM10 4.5v7",
  link: "M6.5 9.5l3-3M7 4.8l1.2-1.2a2.6 2.6 0 0 1 3.7 3.7L10.7 8.5M9 11.2l-1.2 1.2a2.6 2.6 0 0 1-3.7-3.7L5.3 7.5",
  more: "M3.5 8v.01M8 8v.01M12.5 8v.01",
  lock: "M4 7.5h8V13H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2",
  sun: "M10.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z",
  globe: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM2 8h12M8 2c2 2 2.5 4 2.5 6S10 12 8 14c-2-2-2.5-4-2.5-6S6 4 8 2z",
  trash: "M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 9h6l.5-9",
  user: "M10.5 5.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM3 13.5c.5-3 2.5-4.3 5-4.3s4.5 1.3 5 4.3",
  copy: "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
} as const;

export type IconName = keyof typeof paths;

const solid = new Set<IconName>(["play"]);
const flips = new Set<IconName>(["chevron", "undo"]);

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const kind = `ic${solid.has(name) ? " f" : ""}${flips.has(name) ? " flip" : ""}`;
  return (
    <svg className={kind} viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path d={paths[name]} strokeWidth={name === "more" ? 2.4 : undefined} />
    </svg>
  );
}

// The mark: a frame cut on the diagonal, its second half yellow.
export function Mark() {
  return (
    <svg viewBox="0 0 26 20" width="26" height="20" aria-hidden="true">
      <path d="M1 1h13L9 19H1z" fill="currentColor" />
      <path d="M17 1h8v18H12z" fill="var(--mark)" stroke="var(--goedge)" />
    </svg>
  );
}
