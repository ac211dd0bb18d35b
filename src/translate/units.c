/* The units of an article: each block with words of its own, in source order; of a picture its description and its credit; of
 * strings.yaml each text. A unit remembers what holds it (a box with its id, a note with its label), which is what alignment
 * goes by where texts differ. */
#include <unicode/ubrk.h>

#include "translate/internal.h"

const char *const unit_kind_names[UNIT_KIND_COUNT] = {
#define UNIT(id, name, word) [UNIT_##id] = name,
#include "translate/unit_kinds.def"
#undef UNIT
};

const char *const unit_kind_words[UNIT_KIND_COUNT] = {
#define UNIT(id, name, word) [UNIT_##id] = word,
#include "translate/unit_kinds.def"
#undef UNIT
};

typedef struct {
	Job *job;
	Units *units;
	size_t room;
	const Node *top;
	UBreakIterator *words;
} Collector;

/* Words as ICU finds them, so that languages without spaces have some too. */
static unsigned count_words(Collector *c, Str text) {
	UErrorCode status = U_ZERO_ERROR;
	UText utext = UTEXT_INITIALIZER;
	unsigned n = 0;
	if (!c->words)
		return 0;
	utext_openUTF8(&utext, text.p ? text.p : "", (int64_t)text.n, &status);
	ubrk_setUText(c->words, &utext, &status);
	if (U_SUCCESS(status))
		for (ubrk_first(c->words); ubrk_next(c->words) != UBRK_DONE;)
			n += ubrk_getRuleStatus(c->words) >= UBRK_WORD_NUMBER;
	utext_close(&utext);
	return n;
}

static Str anchor_of(Arena *arena, const Node *top) {
	if (!top)
		return STR("");
	if (top->kind == NODE_NOTE)
		return str_printf(arena, "note " STR_FMT, STR_ARG(top->name));
	if (top->kind != NODE_BOX)
		return STR("");
	const Node *first = node_child(top, NODE_PARAGRAPH);
	Str mark = top->id;
	if (mark.n == 0 && first && first->first && first->first->kind == NODE_IMAGE)
		mark = first->first->url;
	return str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(top->name), STR_ARG(mark));
}

static void add_unit(Collector *c, UnitKind kind, const Node *node, const Tokens *tokens, Pos content) {
	Arena *arena = c->job->arena;
	if (tokens->n == 0)
		return;
	Units *units = c->units;
	units->at = arena_grow(arena, units->at, units->n, &c->room, sizeof *units->at);
	Unit *unit = &units->at[units->n++];
	*unit = (Unit){ .kind = kind, .node = node, .top = c->top, .tokens = tokens, .content = content };
	unit->text = tokens_canonical(arena, tokens);
	unit->plain = tokens_plain(arena, tokens);
	unit->hash = hash_unit(arena, kind, unit->text);
	unit->anchor = anchor_of(arena, c->top);
	unit->words = count_words(c, unit->plain);
	size_t earlier = 0;
	for (size_t i = 0; i + 1 < units->n; i++)
		earlier += str_eq(units->at[i].hash, unit->hash);
	unit->id = str_printf(arena, "%s-%.8s", unit_kind_names[kind], unit->hash.p);
	if (earlier)
		unit->id = str_printf(arena, STR_FMT "-%zu", STR_ARG(unit->id), earlier + 1);
}

static bool is_picture(const Node *node) {
	return node->kind == NODE_PARAGRAPH && node->first && node->first->kind == NODE_IMAGE && !node->first->next;
}

static UnitKind kind_of(const Node *node) {
	static const struct {
		const char *name;
		UnitKind kind;
	} roles[] = {
		{ "short", UNIT_SHORT },       { "deck", UNIT_DECK },           { "byline", UNIT_BYLINE },
		{ "dateline", UNIT_DATELINE }, { "signature", UNIT_SIGNATURE }, { "source", UNIT_SOURCE },
	};
	if (node->kind == NODE_HEADING)
		return node->level == 1 ? UNIT_TITLE : UNIT_HEADING;
	if (node->kind == NODE_TITLE)
		return UNIT_BOX_TITLE;
	if (node->kind == NODE_CELL)
		return UNIT_CELL;
	for (const Node *up = node->parent; up; up = up->parent) {
		if (up->kind == NODE_ITEM)
			return UNIT_ITEM;
		if (up->kind == NODE_QUOTE)
			return UNIT_QUOTE;
		if (up->kind == NODE_NOTE)
			return UNIT_NOTE;
		if (up->kind == NODE_BOX && str_is(up->name, "pullquote"))
			return UNIT_PULLQUOTE;
		if (up->kind == NODE_BOX && up->first != node &&
		    is_picture(up->first->kind == NODE_TITLE && up->first->next ? up->first->next : up->first))
			return UNIT_CAPTION;
		for (size_t i = 0; up->kind == NODE_ROLE && i < sizeof roles / sizeof *roles; i++)
			if (str_is(up->name, roles[i].name))
				return roles[i].kind;
	}
	return UNIT_PARAGRAPH;
}

/* `![alt](`: from behind the bracket to the one before the address. */
static Pos alt_content(const Node *image) {
	Str text = image->pos.file->text;
	uint32_t start = image->pos.offset + 2, end = image->url_pos.offset;
	while (end > start && !(text.p[end - 1] == ']' && text.p[end] == '('))
		end--;
	return (Pos){ image->pos.file, start, end > start ? end - 1 - start : 0 };
}

static void add_picture(Collector *c, const Node *image) {
	Arena *arena = c->job->arena;
	if (image->url.n == 0)
		return;
	add_unit(c, UNIT_ALT, image, tokens_of_node(arena, image), alt_content(image));
	if (image->title.n)
		add_unit(c, UNIT_CREDIT, image, tokens_of_text(arena, image->title, image->title_pos), image->title_pos);
}

static bool holds_inlines(const Node *node) {
	return node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH || node->kind == NODE_TITLE ||
	       node->kind == NODE_CELL;
}

static UBreakIterator *open_words(Job *job) {
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *words = ubrk_open(UBRK_WORD, "en", NULL, 0, &status);
	if (U_FAILURE(status))
		return NULL;
	arena_on_release(job->arena, (void (*)(void *))ubrk_close, words);
	return words;
}

Units units_of_article(Job *job, const Article *article) {
	Units units = { .file = article->file, .article = article };
	Collector c = { .job = job, .units = &units, .words = open_words(job) };
	NodeWalk walk = node_walk(article->root);
	while (node_walk_next(&walk)) {
		const Node *node = walk.node;
		if (!walk.entering)
			continue;
		if (node->parent == article->root)
			c.top = node;
		if (!holds_inlines(node))
			continue;
		if (is_picture(node))
			add_picture(&c, node->first);
		else
			add_unit(&c, kind_of(node), node, tokens_of_node(job->arena, node), node->content);
	}
	return units;
}

Units units_of_strings(Job *job, const Edition *edition) {
	Units units = { 0 };
	Collector c = { .job = job, .units = &units, .words = open_words(job) };
	for (size_t i = 0; i < edition->string_count; i++) {
		const IssueString *string = &edition->strings[i];
		size_t before = units.n;
		add_unit(&c, UNIT_STRING, NULL, tokens_of_text(job->arena, string->value, string->pos), string->pos);
		if (units.n > before)
			units.at[before].anchor = string->key;
		units.file = string->pos.file;
	}
	return units;
}

static Str words_of_comment(Arena *arena, Str words) {
	words = str_trim(words);
	return str_starts(words, "quoin-") ? STR("") : tokens_plain(arena, tokens_of_text(arena, words, POS_NONE));
}

/* A comment that ends the text; blank lines and marks of quotes may follow it. */
static Str last_comment(Str text) {
	while (text.n && !str_ends(text, "-->") && (str_ends(text, " ") || str_ends(text, "\n") || str_ends(text, ">")))
		text.n--;
	if (!str_ends(text, "-->"))
		return STR("");
	for (size_t at = text.n - 3; at-- > 0;)
		if (str_starts(str_sub(text, at, text.n), "<!--"))
			return str_sub(text, at + 4, text.n - 3);
	return STR("");
}

Str unit_comment(Arena *arena, const Unit *unit) {
	if (!unit->node || unit->kind == UNIT_CREDIT)
		return STR("");
	Str text = unit->content.file->text;
	Str own = str_sub(text, unit->content.offset, unit->content.offset + unit->content.length);
	size_t open = str_find(own, "<!--", 0), close = open == SIZE_MAX ? SIZE_MAX : str_find(own, "-->", open + 4);
	if (close != SIZE_MAX)
		return words_of_comment(arena, str_sub(own, open + 4, close));
	size_t start = unit->content.offset;
	while (start > 0 && text.p[start - 1] != '\n')
		start--;
	return words_of_comment(arena, last_comment(str_sub(text, 0, start)));
}
