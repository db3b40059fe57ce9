import { existsSync, readFileSync } from "node:fs";
import type { NextConfig } from "next";

// A static export: `film serve` (or S3 behind CloudFront) hands out plain files. A film is named in
// the query (/film/write/?id=...), not in the path, so that every address is a file and no server
// needs a rewrite rule; trailing slashes make each address a folder with an index.html.
const lengths = "public/films/lengths.json"; // made by scripts/films.sh

const config: NextConfig = {
  output: "export",
  trailingSlash: true,
  images: { unoptimized: true },
  reactStrictMode: true,
  poweredByHeader: false,
  env: { FILM_LENGTHS: existsSync(lengths) ? readFileSync(lengths, "utf8") : "{}" },
};

export default config;
