/* quoin-issue(5) and quoin-layout(5): the editors' and the designers' manual, and of layouts every key as properties.def has it;
 * quoin-rules(7): what a message's rule asks for and what to do. */
#include "base/diag.h"
#include "manual/manual.h"

typedef struct {
	const char *owner, *key, *type, *otherwise, *range, *help;
} PropertyRow;

static const PropertyRow properties[] = {
#define PROPERTY(owner, key, type, field, otherwise, range, help) { #owner, key, #type, otherwise, range, help },
#include "layout/properties.def"
#undef PROPERTY
};
#define PROPERTY_COUNT (sizeof properties / sizeof *properties)

static const struct { const char *owner, *title; } owners[] = {
	{ "STYLE", "Keys of a style" }, { "DESIGN", "Keys of an article's or callout's design" }, { "FRAME", "Keys of a frame" },
	{ "FURNITURE", "Keys of furniture" }, { "TYPOGRAPHY", "Keys of a script or language in typography.yaml" }, { "WEIGHTS", "Weights" },
};

static const struct { const char *type, *words; } types[] = {
	{ "ROLE", "a role of fonts.yaml" }, { "LEN", "a length" }, { "INT", "a whole number" }, { "BOOL", "yes or no" }, { "WORD", "a word" },
	{ "RATIO", "a number" }, { "COLOUR", "the name of a colour" }, { "TEXT", "a text" }, { "PADDING", "a length, or lengths by side" },
	{ "STROKE", "{ width: LENGTH, colour: NAME }" }, { "TOP", "a place" }, { "BOTTOM", "a place" }, { "DESIGN", "the name of a design" },
	{ "STYLE", "the name of a style" },
};

static const char *words_for(const char *type) {
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_is(str_of(type), types[i].type))
			return types[i].words;
	return "a value";
}

static void add_property(Buf *out, const PropertyRow *row) {
	Buf runs = { 0 };
	roff_code(&runs, str_of(row->key));
	roff_item(out, buf_as_str(&runs));
	runs.n = 0;
	roff_text(&runs, str_of(row->help));
	buf_z(&runs, " Value: ");
	roff_text(&runs, str_of(words_for(row->type)));
	if (row->range[0]) {
		bool choice = str_find(str_of(row->range), "|", 0) != SIZE_MAX;
		buf_z(&runs, choice ? ": " : ", ");
		roff_code(&runs, str_of(row->range));
	}
	if (row->otherwise[0]) {
		buf_z(&runs, "; default ");
		roff_code(&runs, str_of(row->otherwise));
	}
	buf_byte(&runs, '.');
	roff_fill(out, buf_as_str(&runs));
	buf_free(&runs);
}

void manual_issue(Buf *out, Str prose) {
	roff_begin(out, "quoin-issue", 5, "articles, texts and plan of an issue", "File Formats");
	roff_heading(out, STR("Description"), false);
	manual_add_inline(out, prose);
	roff_see_also(out, "quoin-issue");
}

void manual_layout(Buf *out, Str prose) {
	roff_begin(out, "quoin-layout", 5, "pages, styles, scripts and languages of Quoin", "File Formats");
	roff_heading(out, STR("Description"), false);
	manual_add_inline(out, prose);
	roff_heading(out, STR("All keys"), false);
	for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
		roff_heading(out, str_of(owners[i].title), true);
		for (size_t k = 0; k < PROPERTY_COUNT; k++)
			if (str_is(str_of(properties[k].owner), owners[i].owner))
				add_property(out, &properties[k]);
	}
	roff_see_also(out, "quoin-layout");
}

void manual_rules(Buf *out, Str prose) {
	roff_begin(out, "quoin-rules", 7, "what the messages of Quoin ask for, and what to do", "Miscellaneous");
	roff_heading(out, STR("Description"), false);
	manual_add_inline(out, prose);
	roff_heading(out, STR("Rules"), false);
	for (int rule = 0; rule < RULE_COUNT; rule++) {
		Buf runs = { 0 };
		roff_code(&runs, str_of(rule_name((Rule)rule)));
		roff_item(out, buf_as_str(&runs));
		runs.n = 0;
		roff_text(&runs, str_of(rule_summary((Rule)rule)));
		buf_byte(&runs, ' ');
		roff_text(&runs, str_of(rule_help((Rule)rule)));
		roff_fill(out, buf_as_str(&runs));
		buf_free(&runs);
	}
	roff_see_also(out, "quoin-rules");
}
