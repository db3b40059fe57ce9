#!/usr/bin/env bash
# Makes the films that the public pages show, of the scripts in examples/, with the program itself:
# public/films/NAME.mp4, NAME.vtt, two frames of it as posters, NAME.webp and NAME-2.webp, and the
# lengths of all in lengths.json. Does nothing where they are newer than the script:
# `rm -r web/public/films` has them made anew by a program that has changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
film=${FILM:-build/film}
made=web/public/films
declare -A poster_s=([lighthouse]="60 30" [pongal]="12 33" [umbrella]="57 42" [market]="33 24")

# NAME SECOND FILE: the frame at that second.
frame() {
  ffmpeg -v error -y -ss "$2" -i "$made/$1.mp4" -frames:v 1 -vf scale=960:540:flags=lanczos -quality 82 "$made/$3.webp"
}

if [ ! -x "$film" ]; then
  echo "web: $film is not there, so the pages have no films; run make first" >&2
  exit 1
fi
mkdir -p "$made"
for script in examples/*.fountain examples/*.txt; do
  name=$(basename "${script%.*}")
  [ "$made/$name-2.webp" -nt "$script" ] && continue
  # The page has its own words for what is seen, so captions go beside the film, not into it.
  "$film" make "$script" -o "out/web/$name.mp4" --work out/web/work --resolution 640x360 --quiet
  cp "out/web/$name.mp4" "out/web/$name.vtt" "$made/"
  read -r first second <<<"${poster_s[$name]:-10 20}"
  frame "$name" "$first" "$name"
  frame "$name" "$second" "$name-2"
done
for file in "$made"/*.mp4; do
  printf '"%s": %s\n' "$(basename "${file%.mp4}")" "$(ffprobe -v error -show_entries format=duration -of csv=p=0 "$file")"
done | paste -sd, | sed 's/.*/{&}/' >"$made/lengths.json"
