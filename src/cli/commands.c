/* The commands, in the order of the help. */
#include "cli/cli.h"

const Command cli_commands[] = {
	{ "build", "ISSUE", "set an issue: one PDF a language", FOR_BUILD, cli_build,
	  "Each language is written when it is complete. A language with errors leaves its old PDF as it was, and the others are written "
	  "all the same. Without `-o` the files are `out/EDITION/LANG.pdf`." },
	{ "check", "ISSUE", "say everything that build would say, compare translations, write nothing", FOR_CHECK, cli_check,
	  "With `--diagnostics=json`, `sarif` or `github` the messages are the result and go to standard output. ISSUE may be a single article, "
	  "or `-` for one on standard input, as editors send it while it is written: then its Markdown alone is looked at." },
	{ "proof", "ISSUE", "set an issue with frames, grid, story chains and overset drawn over the pages", FOR_PROOF, cli_proof,
	  "The files are called `LANG-proof.pdf`. They are written in spite of errors. With `--html DIR` they are `DIR/index.html` and one "
	  "picture a page: all languages side by side, messages marked on their lines, translations that are outdated or too long in colour; "
	  "a click on a paragraph tells its file and line and what the source says." },
	{ "watch", "ISSUE", "set an issue, and again what changes whenever a file is saved", FOR_WATCH, cli_watch,
	  "Only languages whose files have changed are set again, within a fifth of a second for one. A language with errors keeps its old "
	  "PDF; on a terminal the messages stand in place of the earlier ones. Ctrl-C ends it." },
	{ "fmt", "PATH...", "put articles into canonical form", FOR_FMT, cli_fmt,
	  "PATH is an issue's folder or an article. One blank line between blocks and behind a box's marker, headings with `#`, lists with `-`, "
	  "composed characters (NFC), lines ended by a line feed; lines are never broken anew, and nothing else changes. With `--check` nothing "
	  "is written, files that would change are named, and the program ends with 4 if there are any. `-` takes an article from standard "
	  "input to standard output." },
	{ "new", "edition|article|language|project ISSUE [NAME]...", "start an edition, article, translation or project", FOR_NEW, cli_new,
	  "`edition` makes the folder ISSUE, after the newest edition beside it; where there is no layout yet it brings one. `project` does so in "
	  "a new folder, below `issues`, for an edition called NAME. `article` makes the source article NAME; a section may "
	  "follow. `language` makes a folder for the language NAME and names it in `issue.yaml`. What is there already is left as it is." },
	{ "status", "ISSUE", "how far the translations are", FOR_STATUS, cli_status,
	  "Counted in words of the source, by language. The state of each text is kept in `LANG/status.tsv`. With `--strict` the "
	  "program ends with 3 when a text is missing, a draft or outdated: the gate before a release." },
	{ "xliff", "export|merge ISSUE [FILE]...", "send texts to translators, take them back", FOR_XLIFF, cli_xliff,
	  "`export` writes one file an article and language below `out/EDITION/xliff`, or where `-o` says. `merge` takes files back; texts "
	  "that nobody changed keep every byte." },
	{ "l10n", "adopt|accept|diff ISSUE [NAME]...", "note what is translated, take changes as good, show them", FOR_L10N, cli_l10n,
	  "`adopt` notes what is translated already, `accept` takes changes as good, `diff` shows texts whose source or translation has "
	  "changed since. NAME is an article or a text's id." },
	{ "tm", "export ISSUE", "write what has been translated as a translation memory", FOR_TM, cli_tm,
	  "TMX 1.4 for other tools: what this edition's `status.tsv` and those of earlier editions beside it call translated, one file a language "
	  "below `out/EDITION/tmx`, or where `-o` says. For itself Quoin needs no such file: `xliff export` looks into the editions." },
	{ "list", "languages|articles|boxes|frames|styles|rules [ISSUE]", "name what an issue or its layout has", FOR_LIST, cli_list,
	  "One thing a line, its name first, then what is to be said of it, parted by tabs; languages are bare tags. `--json` gives an "
	  "array. Only `rules` needs no issue." },
	{ "diff", "A B", "tell what differs between two layout dumps", FOR_DIFF, cli_diff,
	  "A and B are files that `--dump-layout` wrote, or folders of them: then files of the same name are compared. It is told which "
	  "pages and stories differ, and of each story how many lines are new, gone, changed or moved; with `-v` every such line. The "
	  "program ends with 0 when the dumps agree, with 4 when they differ." },
	{ "fonts", "", "which families set a language, a script or a character, and what is missing", FOR_FONTS, cli_fonts,
	  "Without options all scripts of `fonts/fonts.yaml`. What is not installed is named with the Debian package that brings it; then "
	  "the exit code is 5. `beside` are the families for punctuation and digits that a script's own lacks." },
	{ "explain", "RULE...", "say what a rule of the messages asks for, and what to do", FOR_EXPLAIN, cli_explain,
	  "The name of a rule stands in brackets after a message. `quoin list rules` names them all." },
	{ "schema", "issue|layout|typography|language", "write the JSON Schema of a kind of file, for editors", FOR_SCHEMA, cli_schema,
	  "Editors that know YAML complete and check the keys of `issue.yaml`, of layouts, of `typography.yaml` and of the files in "
	  "`layouts/languages` with it. README.md shows how." },
	{ "completions", "bash|zsh|fish", "write what a shell needs to complete quoin's words", FOR_COMPLETIONS, cli_completions,
	  "For bash: `source <(quoin completions bash)`. An installed Quoin brings the files where the shells look for them." },
	{ NULL, NULL, NULL, FOR_NONE, NULL, NULL },
};
