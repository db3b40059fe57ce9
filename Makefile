# The two commands are `make film` and `make check`; the rest is for those who build it.
#
#   make                       build build/film
#   make film                  set up, build, make a film of every script in examples/
#   make film SCRIPT=my.fountain
#   make serve                 set up, build, run the studio server on http://localhost:8000
#   make check                 set up, build, lint, run every test; ends with "N passed, N failed"
#   make web                   build the studio in the browser into web/out
#   make bench                 speed and memory against x264 alone, in one run
#   make bench-api             the studio server beside Express and Fastify, its latency and memory
#   make gallery             draw docs/gallery: every set, prop, person, grade, the example films
#   make setup                 install what is missing
#   make fuzz SECONDS=600      fuzz every reader of bytes from outside
#   make install PREFIX=/usr/local
PREFIX ?= /usr/local
SECONDS ?= 600
SCRIPT ?=
PORT ?= 8000
DATA ?= film-data
MESON_FLAGS ?=

.PHONY: all film serve web check bench bench-api gallery setup lint fuzz install clean
all: build/build.ninja
	ninja -C build

build/build.ninja:
	meson setup build --prefix=$(PREFIX) $(MESON_FLAGS)

setup:
	tools/setup

film: setup
	@$(MAKE) --no-print-directory all
	tools/make-films $(SCRIPT)

web: setup
	@$(MAKE) --no-print-directory all
	tools/web build

serve: setup
	@$(MAKE) --no-print-directory all
	tools/web build || [ $$? -eq 69 ]
	build/film serve --port $(PORT) --data $(DATA)

check: setup
	@$(MAKE) --no-print-directory all
	@tools/fetch-peers
	tools/check

bench: setup
	@$(MAKE) --no-print-directory all
	bench/run
	bench/run --growth

bench-api: setup
	@$(MAKE) --no-print-directory all
	bench/api/run

gallery: all
	tools/gallery

lint:
	tools/lint

fuzz: setup
	tools/fuzz $(SECONDS)

install: all
	meson install -C build
	[ ! -d web/out ] || { mkdir -p $(DESTDIR)$(PREFIX)/share/film/web && cp -r web/out $(DESTDIR)$(PREFIX)/share/film/web/; }

clean:
	rm -rf build build-* out
