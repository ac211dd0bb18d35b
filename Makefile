# Quoin. `make newsletter` sets the sample edition, `make check` runs every test, `make help` lists the rest.

MODE     = release
BUILD    = build
PREFIX   = /usr/local
DESTDIR  =
CC       = gcc
JOBS     = $(shell nproc 2>/dev/null || echo 2)
ISSUE    = issues/2007-4
FUZZ_SECONDS = 30

CFLAGS_release = -O2 -g1
CFLAGS_debug   = -Og -g3 -Werror
CFLAGS_asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
WARNINGS       = -Wall -Wextra

PKG_CONFIG_LIBS = harfbuzz-subset harfbuzz icu-i18n icu-uc fontconfig freetype2 libcmark-gfm yaml-0.1 libpng libjpeg lcms2 \
                  libdeflate zlib
OTHER_LIBS      = -lhpdf -lhyphen -lpthread -lm

# Debian packages: to build, to set pages, to test.
BUILD_PACKAGES = gcc libc6-dev pkgconf libhpdf-dev libharfbuzz-dev libicu-dev libfontconfig-dev libfreetype-dev \
                 libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libhyphen-dev libpng-dev libjpeg62-turbo-dev \
                 liblcms2-dev libdeflate-dev zlib1g-dev
RUN_PACKAGES   = fontconfig fonts-noto-core icc-profiles-free hyphen-en-gb hyphen-en-us hyphen-fr
TEST_PACKAGES  = libcmocka-dev qpdf poppler-utils mupdf-tools python3 locales time

# Below this line there is nothing to change. ----------------------------------------------------------------------------

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all newsletter check bench lint fuzz format install clean accept help deps deps-check test-programs link FORCE

DIR      := $(BUILD)/$(MODE)
export BUILD
LIB_SRC  := $(filter-out src/main.c,$(wildcard src/*.c)) $(filter-out src/cli/%,$(wildcard src/*/*.c))
CLI_SRC  := src/main.c $(wildcard src/cli/*.c)
UNIT     := $(patsubst tests/unit/%.c,$(DIR)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ     := $(patsubst tests/fuzz/%.c,$(DIR)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
GOLDEN   := $(patsubst tests/golden/%.c,$(DIR)/golden/%,$(wildcard tests/golden/*.c))
objects   = $(patsubst %.c,$(DIR)/%.o,$(1))

# Asked once, and only when something is compiled: pkg-config may come with `make deps`.
pkg       = $(shell pkg-config $(1) $(PKG_CONFIG_LIBS) || echo -pkg-config-failed--try-make-deps)
PKG_CFLAGS = $(eval PKG_CFLAGS := $(call pkg,--cflags))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(call pkg,--libs))$(PKG_LIBS)
FLAGS      = -std=c17 -D_GNU_SOURCE $(WARNINGS) $(CFLAGS_$(MODE)) $(CFLAGS) -Isrc $(if $(findstring tests/,$@),-Itests) -DQUOIN_SHARE='"$(PREFIX)/share/quoin"'
COMPILE    = $(CC) $(FLAGS) $(CPPFLAGS) -MMD -MP
LINK       = $(CC) $(CFLAGS_$(MODE)) $(CFLAGS) $(LDFLAGS)
LIBS       = $(PKG_LIBS) $(OTHER_LIBS) $(LDLIBS)
# A submake works in parallel even when nobody said -j.
SUBMAKE    = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

all: link

link: $(DIR)/quoin
	@[ "$$(readlink $(BUILD)/quoin)" = $(MODE)/quoin ] || ln -sfn $(MODE)/quoin $(BUILD)/quoin

$(DIR)/quoin: $(call objects,$(CLI_SRC)) $(DIR)/libquoin.a
	$(LINK) -o $@ $^ $(LIBS)

$(DIR)/libquoin.a: $(call objects,$(LIB_SRC))
	@rm -f $@
	ar rcs $@ $^

$(DIR)/%.o: %.c $(DIR)/flags
	@mkdir -p $(@D)
	$(COMPILE) $(PKG_CFLAGS) -c -o $@ $<

$(DIR)/unit/%: $(DIR)/tests/unit/%.o $(DIR)/libquoin.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lcmocka $(LIBS)

$(DIR)/golden/%: $(DIR)/tests/golden/%.o $(DIR)/libquoin.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(LIBS)

$(DIR)/fuzz/%: $(DIR)/tests/fuzz/%.o $(DIR)/tests/fuzz/driver.o $(DIR)/libquoin.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(LIBS)

# Objects are made again when the compiler's options change.
$(DIR)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE))' > $@

test-programs: $(UNIT) $(GOLDEN) $(DIR)/quoin

.SECONDARY:
-include $(shell find $(DIR) -name '*.d' 2>/dev/null)

newsletter: deps    ## fresh machine to out/2007-4/LANG.pdf: installs what is missing, builds, sets the sample edition
	@$(SUBMAKE) all
	$(BUILD)/quoin build $(ISSUE) --all

check: deps-check   ## all tests: unit and golden (release, sanitized), end to end
	@$(SUBMAKE) all test-programs
	@$(SUBMAKE) MODE=debug $(BUILD)/debug/quoin
	@$(SUBMAKE) MODE=asan test-programs
	@tests/run.sh all

accept: all         ## rewrites what the golden cases expect; read the diff before you commit it
	@$(SUBMAKE) test-programs
	@tests/run.sh accept

bench: all          ## time and memory, one language and up to 200 pages
	@tests/bench/run.sh

lint:               ## include arrows, house rules; cppcheck if it is there
	@tests/lint.sh

fuzz:               ## mutated sources through every reader, under sanitizers (FUZZ_SECONDS=30 each)
	@$(SUBMAKE) MODE=asan fuzz-programs
	@tests/fuzz/run.sh $(FUZZ_SECONDS)

.PHONY: fuzz-programs
fuzz-programs: $(FUZZ)

format:             ## clang-format over the C files
	clang-format -i $(wildcard src/*.[ch] src/*/*.[ch] tests/*/*.[ch])

install: $(DIR)/quoin   ## the program, layouts and fonts below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/quoin
	install -m 755 $(DIR)/quoin $(DESTDIR)$(PREFIX)/bin/quoin
	cp -R layouts fonts $(DESTDIR)$(PREFIX)/share/quoin/

clean:              ## removes what was built (out/ stays)
	rm -rf $(BUILD)

help:               ## this list
	@sed -n 's/^\([a-z-]*\):.*## */\1|/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'
	@echo '  MODE=release|debug|asan   PREFIX=$(PREFIX)   JOBS=$(JOBS)'

deps: $(BUILD)/deps.stamp              ## installs the Debian packages that are missing
deps-check: $(BUILD)/deps-check.stamp

$(BUILD)/deps.stamp: Makefile
	$(call install_packages,$(BUILD_PACKAGES) $(RUN_PACKAGES))
	@touch $@

$(BUILD)/deps-check.stamp: Makefile
	$(call install_packages,$(BUILD_PACKAGES) $(RUN_PACKAGES) $(TEST_PACKAGES))
	@touch $@

# Asks dpkg what is missing, and apt-get only when something is.
define install_packages
@mkdir -p $(BUILD)
@command -v dpkg-query >/dev/null || { echo 'Not a Debian system; Quoin needs what these packages bring: $(1)'; exit 0; }; \
missing=; \
for package in $(1); do \
	[ "$$(dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null)" = installed ] || missing="$$missing $$package"; \
done; \
[ -n "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then as_root=; \
elif command -v sudo >/dev/null; then as_root=sudo; \
else echo "Missing packages; as root: apt-get install --no-install-recommends$$missing" >&2; exit 1; fi; \
echo "Installing:$$missing"; \
apt="$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300"; \
$$apt update || echo 'The package lists could not be updated; trying with those that are there.' >&2; \
$$apt install -y --no-install-recommends $$missing
endef
