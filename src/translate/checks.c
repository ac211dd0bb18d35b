/* A translation against its source, unit by unit and as a whole. What would be lost on the page (a note, a link, a box) is an error;
 * what is likely a slip is a warning; what is a matter of taste a note. Words
 * are looked at in check_text.c, numbers in check_numbers.c, terms in check_terms.c. */
#include <stdio.h>

#include "translate/check.h"

bool check_report(const Check *check, Severity severity, Pos pos, Rule rule, const char *format, ...) {
	va_list args;
	char text[1000];
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	Str whole = str_of(text);
	diag_report(check->job->diag, severity, pos, rule, STR_FMT, STR_ARG(str_sub(whole, 0, utf8_check(whole))));
	if (check->pair && check->pair->source)
		diag_related(check->job->diag, check->pair->source->content, "the source");
	return severity != SEVERITY_ERROR;
}

typedef struct {
	const Code *code;
	Str tag;
	size_t source, target;
} Count;

/* Codes that must be the same are counted by what matters of them: a date's style may differ, its day may not. */
static Str identity_of(const Code *code) {
	if (code->kind == CODE_LINK)
		return code->url;
	return code->kind == CODE_NOTE || code->kind == CODE_DATA ? code->label : code->tag;
}

static size_t count_codes(Arena *arena, const Tokens *source, const Tokens *target, Count **counts) {
	Count *at = arena_array(arena, Count, source->n + target->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < source->n + target->n; i++) {
		bool of_source = i < source->n;
		const Token *token = of_source ? &source->at[i] : &target->at[i - source->n];
		if (token->kind != TOKEN_OPEN && token->kind != TOKEN_ALONE)
			continue;
		size_t k = 0;
		while (k < n && !(at[k].code->kind == token->code->kind && str_eq(at[k].tag, identity_of(token->code))))
			k++;
		if (k == n)
			at[n++] = (Count){ token->code, identity_of(token->code), 0, 0 };
		at[k].source += of_source;
		at[k].target += !of_source;
	}
	*counts = at;
	return n;
}

static size_t count_quotes(Str text) {
	static const uint32_t opening[] = { 0xAB, 0x201C, 0x201E, 0x3008, 0x300A, 0x300C, 0x300E };
	size_t n = 0;
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
			n += c == opening[i];
	}
	return n;
}

/* Many languages quote what English sets in italics. */
static void report_emphasis(const Check *check, const Code *code, bool missing) {
	if (missing && count_quotes(check->pair->target->plain) > count_quotes(check->pair->source->plain))
		return;
	const char *what = code->kind == CODE_EMPHASIS ? "*emphasis*"
	                   : code->kind == CODE_STRONG ? "**strong** words"
	                                               : "`code`";
	check_report(check, SEVERITY_WARNING, check->pair->target->content, RULE_TRANSLATION_TAGS, "%s %s", what,
	             missing ? "is missing" : "is not in the source");
	diag_help(check->job->diag, "mark the same words as in the source, if the language does so");
}

static void report_must(const Check *check, const Count *count, Rule rule, const char *what, const char *help) {
	const Code *code = count->code;
	const char *how = "stands more often than in the source";
	if (count->target == 0)
		how = "is missing";
	else if (count->source == 0)
		how = "is not in the source";
	else if (count->target < count->source)
		how = "stands less often than in the source";
	Str name = code->kind == CODE_LINK ? code->url : code->kind == CODE_SPAN ? code->close : code->open;
	check_report(check, SEVERITY_ERROR, check->pair->target->content, rule, "%s " STR_FMT " %s", what, STR_ARG(name),
	             how);
	diag_help(check->job->diag, "%s", help);
}

static void report_count(const Check *check, const Count *count) {
	const Code *code = count->code;
	switch (code->kind) {
	case CODE_EMPHASIS:
	case CODE_STRONG:
	case CODE_LITERAL:
		if (count->target == 0 || count->source == 0)
			report_emphasis(check, code, count->target == 0);
		break;
	case CODE_LINK:
		report_must(check, count, RULE_TRANSLATION_LINKS, "the link to", "link the words that stand for it");
		break;
	case CODE_NOTE:
		report_must(check, count, RULE_TRANSLATION_NOTES, "note",
		            "every note is called once, where the language wants it");
		break;
	case CODE_DATA:
		report_must(check, count, RULE_TRANSLATION_PLACEHOLDERS, "the data",
		            "the program writes it in the language; leave it as it is");
		break;
	case CODE_SPAN:
		if (code->no_translate && count->target < count->source)
			report_must(check, count, RULE_TRANSLATION_PLACEHOLDERS, "the span",
			            "take these words over from the source as they are");
		break;
	default: break;
	}
}

static void check_codes(const Check *check) {
	Count *counts;
	size_t n = count_codes(check->job->arena, check->pair->source->tokens, check->pair->target->tokens, &counts);
	for (size_t i = 0; i < n; i++)
		if (counts[i].source != counts[i].target)
			report_count(check, &counts[i]);
}

static void check_length(const Check *check) {
	const Pair *pair = check->pair;
	unsigned limit = check->limits ? translate_limit_of(check->limits, check->article, pair->source) : 0;
	size_t n = utf8_count(pair->target->plain);
	if (limit == 0 || n <= limit)
		return;
	check_report(check, SEVERITY_WARNING, pair->target->content, RULE_TRANSLATION_LENGTH,
	             "%zu characters, where about %u fit", n, limit);
	diag_help(check->job->diag, "shorten it, or look at the page whether it fits");
}

void check_unit(const Check *check) {
	check_codes(check);
	check_numbers(check);
	check_words(check);
	check_terms(check);
	check_length(check);
}

/* Where a block is missing in the translation: the unit before it. */
static Pos place_for_missing(const ArticlePair *article, size_t at) {
	for (size_t i = at; i-- > 0;)
		if (article->pairs[i].source && article->pairs[i].target)
			return article->pairs[i].target->content;
	return (Pos){ article->target.file, 0, 0 };
}

static Str first_words(Str text) {
	size_t at = 0;
	for (int n = 0; n < 40 && at < text.n; n++)
		utf8_next(text, &at);
	return str_sub(text, 0, at);
}

static void report_outdated(const Check *check) {
	check_report(check, SEVERITY_WARNING, check->pair->target->content, RULE_TRANSLATION_OUTDATED,
	             "the source of this has changed since it was translated");
	diag_help(check->job->diag, "translate it anew; if nothing changes, quoin l10n accept --minor");
}

/* The names of sections are looked after where strings.yaml is read. */
static void check_pair(Check *check, size_t at) {
	const Pair *pair = check->pair = &check->article->pairs[at];
	if (pair->source && pair->target) {
		check_unit(check);
		if (pair->outdated)
			report_outdated(check);
	} else if (pair->source && !(pair->source->kind == UNIT_STRING && str_starts(pair->source->anchor, "sections."))) {
		Str words = first_words(pair->source->plain);
		check_report(check, SEVERITY_ERROR, place_for_missing(check->article, at), RULE_TRANSLATION_STRUCTURE,
		             "%s '" STR_FMT "%s' is not translated", unit_kind_words[pair->source->kind], STR_ARG(words),
		             words.n < pair->source->plain.n ? "…" : "");
		diag_help(check->job->diag,
		          "a translation has the same headings, paragraphs, items, boxes and notes as its source");
	} else if (pair->target) {
		check_report(check, SEVERITY_ERROR, pair->target->content, RULE_TRANSLATION_STRUCTURE,
		             "the source has no %s like this one", unit_kind_words[pair->target->kind]);
		diag_help(check->job->diag, "take it out, join it with its neighbour, or write it in the source too");
	}
}

/* Boxes by kind, id and classes; pictures by file. Units say the rest. */
static void check_boxes(const Check *check) {
	const Node *target = check->article->target.article->root->first;
	for (const Node *node = check->article->source.article->root->first; node; node = node->next) {
		if (node->kind != NODE_BOX)
			continue;
		while (target && target->kind != NODE_BOX)
			target = target->next;
		if (!target)
			return;
		if (str_eq(node->name, target->name) &&
		    (!str_eq(node->id, target->id) || !str_eq(node->classes, target->classes) ||
		     !str_eq(node->argument, target->argument))) {
			diag_error(check->job->diag, target->name_pos, RULE_TRANSLATION_STRUCTURE,
			           "this box differs from the source's in id, class or date");
			diag_help(check->job->diag, "take over the first line of the box from the source, except its title");
			diag_related(check->job->diag, node->name_pos, "the source");
		}
		target = target->next;
	}
}

void translate_check(Job *job, const Translation *t, const Limits *limits, const Locale *locale) {
	Check check = { job, t, NULL, NULL, glossary_read(job, t->issue, t->language), limits, locale };
	for (size_t a = 0; a < t->article_count; a++) {
		check.article = &t->articles[a];
		if (check.article->has_errors || !check.article->target.file)
			continue;
		for (size_t i = 0; i < check.article->n; i++)
			check_pair(&check, i);
		if (check.article->source.article)
			check_boxes(&check);
	}
}
