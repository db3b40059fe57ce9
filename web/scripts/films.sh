#!/usr/bin/env bash
# Makes the films that the public pages show, of the scripts in examples/, with the program itself:
# public/films/NAME.mp4 and NAME.vtt, 640x360. Does nothing where they are newer than the script:
# `rm -r web/public/films` has them made anew by a program that has changed. The posters beside them (public/posters) are frames of these films and are committed.
set -euo pipefail
cd "$(dirname "$0")/../.."
film=${FILM:-build/film}
if [ ! -x "$film" ]; then
  echo "web: $film is not there, so the pages show posters only; run make first to have films too"
  exit 0
fi
mkdir -p web/public/films
for script in examples/*.fountain examples/*.txt; do
  name=$(basename "${script%.*}")
  made=web/public/films/$name.mp4
  [ "$made" -nt "$script" ] && continue
  # The page has its own words for what is seen, so captions go beside the film, not into it.
  "$film" make "$script" -o "out/web/$name.mp4" --work out/web/work --resolution 640x360 --quiet
  cp "out/web/$name.mp4" "out/web/$name.vtt" web/public/films/
done
