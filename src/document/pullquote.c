/* A pull quote repeats words of its article. Both are brought down to words: capitals everywhere, everything that is
 * neither letter nor digit a single space. An ellipsis in the quote stands for words left out; its parts must follow
 * in order. */
#include "document/build.h"

static bool is_between(uint32_t c, uint32_t first, uint32_t last) {
	return c >= first && c <= last;
}

static bool is_word_character(uint32_t c) {
	if (c < 0x80)
		return is_between(c, '0', '9') || is_between(c, 'A', 'Z') || is_between(c, 'a', 'z');
	if (c < 0xC0)
		return c == 0xAA || c == 0xB5 || c == 0xBA;
	bool mark = c == 0xD7 || c == 0xF7 || c == 0x060C || c == 0x061B || c == 0x061F || c == 0x06D4 || c == 0x0640 ||
		is_between(c, 0x066A, 0x066D) || is_between(c, 0x0964, 0x0965) || is_between(c, 0x2000, 0x206F) ||
		is_between(c, 0x27E6, 0x27EB) || is_between(c, 0x3000, 0x3004) || is_between(c, 0x3008, 0x3020) || is_between(c, 0xFF01, 0xFF0F) ||
		is_between(c, 0xFF1A, 0xFF20);
	return !mark;
}

static void add_words(Buf *words, Str text) {
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (is_word_character(c))
			buf_utf8(words, c);
		else if (words->n > 0 && words->p[words->n - 1] != ' ')
			buf_byte(words, ' ');
	}
	buf_byte(words, ' ');
}

static bool holds_inlines(const Node *node) {
	switch (node->kind) {
	case NODE_HEADING:
	case NODE_PARAGRAPH:
	case NODE_CELL:
	case NODE_TITLE:
		return true;
	default:
		return false;
	}
}

static void add_article(Builder *b, Buf *words, const Node *node) {
	for (const Node *child = node->first; child; child = child->next) {
		if (child->kind == NODE_BOX && str_is(child->name, "pullquote"))
			continue;
		if (holds_inlines(child))
			add_words(words, build_plain(b, child));
		else
			add_article(b, words, child);
	}
}

static Str in_capitals(Builder *b, Buf *words) {
	Str capitals = locale_upper(b->locale, b->arena, str_trim(buf_as_str(words)));
	buf_free(words);
	return capitals;
}

/* Where the part ends in the article's words, SIZE_MAX when it is not there. */
static size_t find_part(Builder *b, Str part, size_t from) {
	Buf words = { 0 };
	add_words(&words, part);
	Str capitals = in_capitals(b, &words);
	size_t at = str_find(b->words, str_z(b->arena, capitals), from);
	return at == SIZE_MAX ? at : at + capitals.n;
}

static bool is_in_article(Builder *b, Str quote) {
	size_t found = 0;
	for (size_t at = 0; at <= quote.n;) {
		size_t end = str_find(quote, "\xE2\x80\xA6", at);
		if (end == SIZE_MAX)
			end = quote.n;
		found = find_part(b, str_sub(quote, at, end), found);
		if (found == SIZE_MAX)
			return false;
		at = end + sizeof "\xE2\x80\xA6" - 1;
	}
	return true;
}

bool build_is_repeated(Builder *b, const Node *pullquote) {
	if (!b->words.p) {
		Buf words = { 0 };
		add_article(b, &words, b->article->root);
		b->words = in_capitals(b, &words);
	}
	bool repeated = true;
	for (const Node *node = pullquote->first; node; node = node->next) {
		if (!holds_inlines(node) || is_in_article(b, build_plain(b, node)))
			continue;
		repeated = diag_warning(b->job->diag, node->pos, RULE_PULLQUOTE_DIFFERS,
			"these words do not stand in the article");
		diag_help(b->job->diag, "take them over word for word; an ellipsis may stand for what is left out");
	}
	return repeated;
}
