/* The inlines of a node -> text, spans, marks. The tree is flattened: each stretch of text becomes a span with all
 * that its ancestors say of it, and neighbours that agree are one span. Text is copied as it stands in the source;
 * dates, numbers, page numbers, titles and note calls are written by the Locale and marked as generated. Last, the
 * spaces that the language wants round its punctuation are set (spacing.c). */
#include "document/build.h"

#define LINE_SEPARATOR "\xE2\x80\xA8"                        /* U+2028: a hard break */
#define NARROW_NO_BREAK_SPACE "\xE2\x80\xAF"
#define PLACEHOLDER "\xEF\xBF\xBC"                           /* U+FFFC */
#define NO_ANCHOR SIZE_MAX

typedef struct {
	Builder *b;
	InlineRules rules;
	Inlines out;
	Buf text;
} Work;

static bool same_span(const Span *a, const Span *b) {
	return a->emphasis == b->emphasis && a->strong == b->strong && a->superior == b->superior && a->code == b->code &&
	       a->generated == b->generated && a->no_hyphens == b->no_hyphens && a->isolate == b->isolate &&
	       a->direction == b->direction && str_eq(a->language, b->language) && a->colour == b->colour &&
	       a->owner == b->owner && a->note == b->note && a->reference == b->reference;
}

static void add_mark(Work *w, Str text, Pos pos) {
	uint32_t at = (uint32_t)w->text.n;
	size_t n = w->out.marks.n;
	if (n > 0) {
		TextMark *last = &w->out.marks.at[n - 1];
		uint32_t step = at - last->at;
		bool follows = last->pos.file == pos.file && last->pos.offset + step == pos.offset;
		if (follows && last->pos.length == step && pos.length == text.n) {
			last->pos.length += pos.length;
			return;
		}
	}
	*list_push(w->b->arena, &w->out.marks) = (TextMark){ at, pos };
}

static void add(Work *w, Str text, Span state, Pos pos) {
	if (text.n == 0)
		return;
	size_t n = w->out.spans.n;
	state.start = (uint32_t)w->text.n;
	state.end = (uint32_t)(w->text.n + text.n);
	add_mark(w, text, pos);
	if (n > 0 && !state.generated && same_span(&w->out.spans.at[n - 1], &state))
		w->out.spans.at[n - 1].end = state.end;
	else
		*list_push(w->b->arena, &w->out.spans) = state;
	buf_str(&w->text, text);
}

/* What the program writes has a direction of its own in a right-to-left text. */
static void add_generated(Work *w, Str text, Span state, Pos pos) {
	state.generated = true;
	state.isolate |= w->b->locale->rtl;
	add(w, text, state, pos);
}

static void set_children(Work *w, const Node *node, Span state, size_t anchor);

/* Adjacent calls would read as one number. */
static void set_call(Work *w, const Node *node, Span state) {
	if (w->rules.plain)
		return;
	int index = build_note_call(w->b, node);
	if (index < 0)
		return;
	const Note *note = &w->b->notes.at[index];
	size_t n = w->out.spans.n;
	bool follows_call = n > 0 && w->out.spans.at[n - 1].note >= 0;
	state.superior = true;
	if (follows_call)
		add_generated(w, STR(NARROW_NO_BREAK_SPACE), state, node->pos);
	state.owner = build_owner(w->b, (OwnerNode){ .tag = TAG_REFERENCE, .parent = state.owner, .pos = node->pos,
		.url = build_note_url(w->b, note) });
	state.note = index;
	state.colour = COLOUR_NONE;
	state.direction = w->b->locale->rtl ? DIRECTION_RTL : state.direction;       /* so that a sign and its number are one run */
	add_generated(w, note->label, state, node->pos);
}

static Str text_of(Arena *arena, const Node *node) {
	Buf text = { 0 };
	NodeWalk walk = node_walk(node);
	while (node_walk_next(&walk))
		if (walk.entering)
			buf_str(&text, walk.node->text);
	Str all = str_copy(arena, buf_as_str(&text));
	buf_free(&text);
	return all;
}

/* The text of a link shows its address, perhaps without "https://" or "mailto:". */
static bool shows_address(Arena *arena, const Node *link) {
	Str text = text_of(arena, link);
	if (text.n == 0 || str_find(text, " ", 0) != SIZE_MAX)
		return false;
	if (str_find(text, "://", 0) != SIZE_MAX || str_starts(text, "www."))
		return true;
	return (str_find(text, ".", 0) != SIZE_MAX || str_find(text, "@", 0) != SIZE_MAX) &&
	       str_find(link->url, str_z(arena, text), 0) != SIZE_MAX;
}

static void set_link(Work *w, const Node *node, Span state) {
	size_t anchor = NO_ANCHOR;
	if (w->rules.plain) {
		if (str_starts(node->url, "#"))
			anchor = build_find_anchor(w->b, str_sub(node->url, 1, node->url.n));
		set_children(w, node, state, anchor);
		return;
	}
	state.colour = w->b->doc->layout->link_colour;
	if (str_starts(node->url, "#")) {
		anchor = build_find_anchor(w->b, str_sub(node->url, 1, node->url.n));
		state.isolate = true;
		if (anchor == NO_ANCHOR) {                           /* the reader has reported it */
			set_children(w, node, state, anchor);
			return;
		}
	} else if (shows_address(w->b->arena, node)) {
		state.isolate = state.no_hyphens = true;
		state.direction = DIRECTION_LTR;
	}
	state.owner = build_owner(w->b, (OwnerNode){ .tag = TAG_LINK, .parent = state.owner, .url = node->url,
		.language = state.language, .pos = node->pos });
	set_children(w, node, state, anchor);
}

static void set_span(Work *w, const Node *node, Span state, size_t anchor) {
	Str outer = state.language.n > 0 ? state.language : w->b->locale->tag;
	if (node->no_translate)
		state.no_hyphens = true;
	if (node->direction != DIRECTION_AUTO || node->language.n > 0) {
		state.isolate = true;
		state.direction = node->direction;
	}
	if (node->language.n > 0 && !str_eq(node->language, outer)) {
		state.language = node->language;
		if (!w->rules.plain)
			state.owner = build_owner(w->b, (OwnerNode){ .tag = TAG_SPAN, .parent = state.owner,
				.language = node->language, .pos = node->pos });
	}
	set_children(w, node, state, anchor);
}

/* What is no date or number stands as it was written; the reader has reported it. */
static void add_argument(Work *w, const Node *node, Span state) {
	Str source = node->pos.file->text, argument = node->argument;
	bool inside = argument.p >= source.p && argument.p + argument.n <= source.p + source.n;
	Pos pos = { node->pos.file, (uint32_t)(argument.p - source.p), (uint32_t)argument.n };
	add(w, argument, state, inside ? pos : node->pos);
}

static const char *const date_styles[] = { "long", "medium", "month", "year", "day-month" };

static void set_date(Work *w, const Node *node, Span state) {
	const Locale *locale = w->b->locale;
	Diag *diag = w->b->job->diag;
	Str style = node->style.n > 0 ? node->style : STR("long");
	Date date;
	if (!date_parse(node->argument, &date)) {
		add_argument(w, node, state);
		return;
	}
	if (!locale_date_style_known(style)) {
		Str known[sizeof date_styles / sizeof *date_styles];
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			known[i] = str_of(date_styles[i]);
		if (!w->rules.plain) {
			diag_error(diag, node->pos, RULE_DATA, "unknown style '" STR_FMT "' of a date", STR_ARG(style));
			diag_suggest(diag, style, known, sizeof known / sizeof *known);
		}
		style = STR("long");
	}
	add_generated(w, locale_date(locale, w->b->arena, date.year, date.month, date.day, style), state, node->pos);
}

static bool is_number(Str s) {
	size_t digits = 0, points = 0;
	for (size_t at = s.n > 0 && s.p[0] == '-'; at < s.n; at++) {
		if (s.p[at] == '.' && digits > 0 && points == 0 && at + 1 < s.n)
			points++;
		else if (s.p[at] >= '0' && s.p[at] <= '9')
			digits++;
		else
			return false;
	}
	return digits > 0 && digits <= 18;
}

static void set_number(Work *w, const Node *node, Span state) {
	if (is_number(node->argument))
		add_generated(w, locale_decimal(w->b->locale, w->b->arena, node->argument), state, node->pos);
	else
		add_argument(w, node, state);
}

/* The digit stands until document_settle knows the page. Outside a reference the reader has reported it. */
static void set_page(Work *w, const Node *node, Span state, size_t anchor) {
	if (w->rules.plain || anchor == NO_ANCHOR)
		return;
	state.reference = build_reference(w->b, anchor, w->rules.block);
	add_generated(w, locale_digits(w->b->locale, w->b->arena, 0), state, node->pos);
}

static void set_title(Work *w, const Node *node, Span state, size_t anchor) {
	if (anchor == NO_ANCHOR)
		return;
	Str title = build_anchor_title(w->b, anchor, w->rules.depth + 1);
	if (title.n == 0 && !w->rules.plain) {
		const Anchor *named = &w->b->anchors.at[anchor];
		diag_error(w->b->job->diag, node->pos, RULE_XREF_UNTITLED, "'" STR_FMT "' has no title", STR_ARG(named->id));
		diag_help(w->b->job->diag, "write the words of the reference yourself");
		diag_related(w->b->job->diag, named->pos, "it is defined here");
	}
	add_generated(w, title, state, node->pos);
}

static void set_data(Work *w, const Node *node, Span state, size_t anchor) {
	if (str_is(node->name, "date")) {
		set_date(w, node, state);
		return;
	}
	if (str_is(node->name, "number")) {
		set_number(w, node, state);
		return;
	}
	if (str_is(node->name, "page"))
		set_page(w, node, state, anchor);
	else if (str_is(node->name, "title"))
		set_title(w, node, state, anchor);
}

/* A straight quotation mark, unless it stands for inches or seconds. */
static void look_at_quotes(Work *w, const Node *node, const Span *state) {
	const Locale *locale = w->b->locale;
	bool own = state->language.n == 0 || str_eq(state->language, locale->tag);
	size_t at = w->rules.plain || !own ? SIZE_MAX : str_find(node->text, "\"", 0);
	if (at == SIZE_MAX || (at > 0 && node->text.p[at - 1] >= '0' && node->text.p[at - 1] <= '9') || !locale->quotes[0].n)
		return;
	Pos pos = node->pos;
	if (pos.length == node->text.n) {
		pos.offset += (uint32_t)at;
		pos.length = 1;
	}
	diag_report(w->b->job->diag, SEVERITY_NOTE, pos, RULE_QUOTES_STRAIGHT, "a straight quotation mark");
	diag_help(w->b->job->diag, STR_FMT " writes " STR_FMT " and " STR_FMT ", and within them " STR_FMT " and " STR_FMT, STR_ARG(locale->name),
	          STR_ARG(locale->quotes[0]), STR_ARG(locale->quotes[1]), STR_ARG(locale->quotes[2]), STR_ARG(locale->quotes[3]));
}

static void set_node(Work *w, const Node *node, Span state, size_t anchor) {
	switch (node->kind) {
	case NODE_TEXT:
		look_at_quotes(w, node, &state);
		add(w, node->text, state, node->pos);
		return;
	case NODE_CODE:
		state.code = state.no_hyphens = true;
		add(w, node->text, state, node->pos);
		return;
	case NODE_EMPHASIS:
		state.emphasis = true;
		break;
	case NODE_STRONG:
		state.strong = true;
		break;
	case NODE_LINK:
		set_link(w, node, state);
		return;
	case NODE_SPAN:
		set_span(w, node, state, anchor);
		return;
	case NODE_NOTE_CALL:
		set_call(w, node, state);
		return;
	case NODE_DATA:
		set_data(w, node, state, anchor);
		return;
	case NODE_BREAK:
		add(w, w->rules.plain ? STR(" ") : STR(LINE_SEPARATOR), state, node->pos);
		return;
	case NODE_IMAGE:                                         /* set by boxes.c; elsewhere the reader has complained */
		return;
	default:
		break;
	}
	set_children(w, node, state, anchor);
}

static void set_children(Work *w, const Node *node, Span state, size_t anchor) {
	for (const Node *child = node->first; child; child = child->next)
		set_node(w, child, state, anchor);
}

static Span plain_state(Owner owner) {
	return (Span){ .colour = COLOUR_NONE, .owner = owner, .note = -1, .reference = -1 };
}

static Inlines finish(Work *w) {
	w->out.text = str_copy(w->b->arena, buf_as_str(&w->text));
	buf_free(&w->text);
	return w->out;
}

Inlines build_inlines(Builder *b, const Node *parent, InlineRules rules) {
	Work w = { .b = b, .rules = rules };
	set_children(&w, parent, plain_state(rules.owner), NO_ANCHOR);
	Inlines out = finish(&w);
	build_spacing(b, &out);
	build_numbers(b, &out);
	return out;
}

Inlines build_source_text(Builder *b, Str text, Pos pos, Owner owner) {
	Work w = { .b = b };
	add(&w, text, plain_state(owner), pos);
	Inlines out = finish(&w);
	build_spacing(b, &out);
	build_numbers(b, &out);
	return out;
}

Inlines build_generated_text(Builder *b, Str text, Pos pos, Owner owner) {
	Work w = { .b = b };
	Span state = plain_state(owner);
	state.generated = true;
	add(&w, text, state, pos);
	return finish(&w);
}

/* Without U+2068 and U+2069, which a message in a right-to-left language puts round its arguments. */
static Str without_isolates(Arena *arena, Str message) {
	Buf kept = { 0 };
	for (size_t at = 0; at < message.n;) {
		size_t start = at;
		uint32_t c = utf8_next(message, &at);
		if (c != 0x2068 && c != 0x2069)
			buf_str(&kept, str_sub(message, start, at));
	}
	Str result = str_copy(arena, buf_as_str(&kept));
	buf_free(&kept);
	return result;
}

Str build_number_label(Arena *arena, const Locale *locale, const char *key, const char *argument, int64_t number) {
	Argument value = { .name = argument, .kind = ARGUMENT_NUMBER, .number = number };
	return without_isolates(arena, locale_message(locale, arena, key, &value, 1));
}

Inlines build_message_text(Builder *b, const char *key, const char *argument, Str text, Pos pos, Owner owner) {
	Argument value = { .name = argument, .kind = ARGUMENT_TEXT, .text = STR(PLACEHOLDER) };
	Str message = without_isolates(b->arena, locale_message(b->locale, b->arena, key, &value, 1));
	size_t at = str_find(message, PLACEHOLDER, 0);
	if (at == SIZE_MAX)
		return build_source_text(b, text, pos, owner);
	Work w = { .b = b };
	Span around = plain_state(owner), state = plain_state(owner);
	around.generated = true;
	state.isolate = b->locale->rtl && message.n > sizeof PLACEHOLDER - 1;
	add(&w, str_sub(message, 0, at), around, pos);
	add(&w, text, state, pos);
	add(&w, str_sub(message, at + sizeof PLACEHOLDER - 1, message.n), around, pos);
	Inlines out = finish(&w);
	build_spacing(b, &out);
	build_numbers(b, &out);
	return out;
}

static Str plain_at_depth(Builder *b, const Node *parent, int depth) {
	return parent ? build_inlines(b, parent, (InlineRules){ .plain = true, .depth = depth }).text : STR("");
}

Str build_plain(Builder *b, const Node *parent) {
	return plain_at_depth(b, parent, 0);
}

/* Titles may name titles; a circle ends after a few rounds. */
Str build_anchor_title(Builder *b, size_t anchor, int depth) {
	const AnchorSource *source = &b->sources.at[anchor];
	if (!source->node || depth > 4)
		return STR("");
	return plain_at_depth(b, source->box ? node_child(source->node, NODE_TITLE) : source->node, depth);
}
