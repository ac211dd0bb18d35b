/* The tree of each source article is changed in place: the texts of a block are cut into words, each of which becomes a node of its
 * own at its place in the source, so that a message still points at the very word. What is not translated stays as it is: code,
 * addresses, words of other languages, dates and numbers. A text of at most SHORT characters is doubled, a longer one grows by 35 %,
 * by numerals at its end, since languages differ most where there is little to say. Words get soft hyphens between vowel, consonant
 * and vowel; else no line of a narrow column could be filled. A pull quote repeats words of its article and so stays as long. */
#include "translate/pseudo.h"

#include <stdlib.h>
#include <unicode/unorm2.h>

#define SHORT 20
#define GROWTH 35                                            /* hundredths */
#define SOFT_HYPHEN "\xC2\xAD"
#define DIVISIBLE 6                                          /* letters that a word needs to be divided */
#define OPENING "\xE2\x9F\xA6"                               /* U+27E6, U+27E7 */
#define CLOSING "\xE2\x9F\xA7"

const Str pseudo_languages[] = { { "en-XA", 5 }, { "ar-XB", 5 }, { NULL, 0 } };

enum { ACCENTS, ARABIC };

static const char *const letters[][26] = {
	[ACCENTS] = {
		"á", "ƀ", "ç", "ð", "é", "ƒ", "ĝ", "ĥ", "î", "ĵ", "ķ", "ļ", "ṁ",
		"ñ", "ö", "þ", "ǫ", "ŕ", "š", "ţ", "û", "ṽ", "ŵ", "ẋ", "ý", "ž" },
	[ARABIC] = {
		"ا", "ب", "چ", "د", "ع", "ف", "غ", "ه", "ي", "ج", "ك", "ل", "م",
		"ن", "و", "پ", "ق", "ر", "س", "ت", "ط", "ڤ", "ث", "خ", "ض", "ز" },
};
static const char *const capitals[26] = {
	"Á", "Ƀ", "Ç", "Ð", "É", "Ƒ", "Ĝ", "Ĥ", "Î", "Ĵ", "Ķ", "Ļ", "Ṁ",
	"Ñ", "Ö", "Þ", "Ǫ", "Ŕ", "Š", "Ţ", "Û", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž",
};
static const char *const filler[] = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" };

typedef struct {
	Arena *arena;
	int kind;
	bool quote;                                              /* within a pull quote */
	int depth;
} Pseudo;

bool pseudo_is_language(Str tag) {
	for (const Str *each = pseudo_languages; each->n; each++)
		if (str_eq(*each, tag))
			return true;
	return false;
}

static bool is_letter(char c) {
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_vowel(char c) {
	c |= 32;
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* The letter under the accents of "é"; 0 for what is no Latin letter. */
static char base_letter(uint32_t c) {
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *normalizer = unorm2_getNFDInstance(&status);
	UChar parts[8];
	if (U_FAILURE(status) || unorm2_getDecomposition(normalizer, (UChar32)c, parts, 8, &status) < 1 || U_FAILURE(status))
		return 0;
	return parts[0] < 0x80 && is_letter((char)parts[0]) ? (char)parts[0] : 0;
}

static void add_letter(const Pseudo *p, Buf *out, char c) {
	bool capital = c < 'a';
	buf_z(out, p->kind == ACCENTS && capital ? capitals[c - 'A'] : letters[p->kind][(c | 32) - 'a']);
}

/* What has letters alone is divided between vowel, consonant and vowel, with two letters before and three behind. */
static void add_letters(const Pseudo *p, Buf *out, Str word) {
	bool divisible = p->kind == ACCENTS && word.n >= DIVISIBLE;
	for (size_t i = 0; i < word.n; i++) {
		if (divisible && i >= 2 && word.n - i >= 3 && is_vowel(word.p[i - 1]) && !is_vowel(word.p[i]) && is_vowel(word.p[i + 1]))
			buf_z(out, SOFT_HYPHEN);
		add_letter(p, out, word.p[i]);
	}
}

static bool is_address(Str word) {
	return str_find(word, "://", 0) != SIZE_MAX || str_find(word, "@", 0) != SIZE_MAX || str_starts(word, "www.");
}

static void add_other(const Pseudo *p, Buf *out, uint32_t c, Str bytes) {
	char base = p->kind == ARABIC ? base_letter(c) : 0;
	if (base)
		add_letter(p, out, base);
	else if (p->kind == ARABIC && c == ',')
		buf_utf8(out, 0x060C);
	else if (p->kind == ARABIC && c == ';')
		buf_utf8(out, 0x061B);
	else if (p->kind == ARABIC && c == '?')
		buf_utf8(out, 0x061F);
	else
		buf_str(out, bytes);
}

static Str change_word(const Pseudo *p, Str word) {
	if (is_address(word))
		return word;
	Buf out = { 0 };
	for (size_t at = 0; at < word.n;) {
		size_t end = at;
		while (end < word.n && is_letter(word.p[end]))
			end++;
		if (end > at) {
			add_letters(p, &out, str_sub(word, at, end));
		} else {
			uint32_t c = utf8_next(word, &end);
			add_other(p, &out, c, str_sub(word, at, end));
		}
		at = end;
	}
	Str changed = str_copy(p->arena, buf_as_str(&out));
	buf_free(&out);
	return changed;
}

/* Numerals for as many characters as a text of `n` lacks, the last one cut. */
static void add_growth(const Pseudo *p, Buf *out, size_t n) {
	if (p->kind != ACCENTS || n == 0)
		return;
	size_t wanted = n <= SHORT ? n : (n * GROWTH + 99) / 100;
	for (size_t i = 0, made = 0; made < wanted; i++) {
		Str word = str_of(filler[i % (sizeof filler / sizeof *filler)]);
		word = str_sub(word, 0, wanted - made);
		made += word.n + 1;
		buf_byte(out, ' ');
		add_letters(p, out, word);
	}
}

static Node *make_text(const Pseudo *p, Str text, Pos pos) {
	Node *node = arena_new(p->arena, Node);
	node->kind = NODE_TEXT;
	node->text = text;
	node->pos = pos;
	return node;
}

/* `after` NULL: as the first. */
static void insert(Node *parent, Node *after, Node *node) {
	node->parent = parent;
	node->next = after ? after->next : parent->first;
	if (after)
		after->next = node;
	else
		parent->first = node;
	if (!node->next)
		parent->last = node;
}

/* Cuts a text into words and spaces; the last of them. The node becomes the first. */
static Node *change_text(const Pseudo *p, Node *node) {
	Str text = node->text;
	Pos whole = node->pos;
	bool exact = whole.length == text.n;
	for (size_t at = 0; at < text.n;) {
		size_t end = at;
		bool space = text.p[at] == ' ';
		while (end < text.n && (text.p[end] == ' ') == space)
			end++;
		Pos pos = exact ? (Pos){ whole.file, whole.offset + (uint32_t)at, (uint32_t)(end - at) } : whole;
		Str part = str_sub(text, at, end);
		if (!space)
			part = change_word(p, part);
		if (at == 0) {
			node->text = part;
			node->pos = pos;
		} else {
			Node *next = make_text(p, part, pos);
			insert(node->parent, node, next);
			node = next;
		}
		at = end;
	}
	return node;
}

static bool is_kept(const Node *node) {
	return node->kind == NODE_CODE || (node->kind == NODE_SPAN && (node->language.n || node->no_translate));
}

static size_t characters_under(const Node *node) {
	size_t n = 0;
	for (const Node *child = node->first; child; child = child->next)
		if (child->kind != NODE_IMAGE)
			n += child->kind == NODE_TEXT || child->kind == NODE_CODE ? utf8_count(child->text) : characters_under(child);
	return n;
}

static void change_tree(Pseudo *p, Node *node);

static void change_inlines(Pseudo *p, Node *parent) {
	for (Node *node = parent->first; node; node = node->next) {
		if (node->kind == NODE_TEXT)
			node = change_text(p, node);
		else if (!is_kept(node))
			change_tree(p, node);
	}
}

/* A block of inlines, or a picture's description: between brackets, and longer. */
static void change_unit(Pseudo *p, Node *node) {
	size_t n = characters_under(node);
	change_inlines(p, node);
	if (n == 0 || p->quote || p->kind != ACCENTS)
		return;
	Pos end = node->last->pos;
	end.offset += end.length;
	end.length = 0;
	Buf tail = { 0 };
	add_growth(p, &tail, n);
	buf_z(&tail, CLOSING);
	insert(node, NULL, make_text(p, STR(OPENING), (Pos){ node->first->pos.file, node->first->pos.offset, 0 }));
	insert(node, node->last, make_text(p, str_copy(p->arena, buf_as_str(&tail)), end));
	buf_free(&tail);
}

static Str text_of(const Pseudo *p, Str text, bool grows) {
	Buf out = { 0 };
	bool bracketed = text.n && p->kind == ACCENTS;
	if (bracketed)
		buf_z(&out, OPENING);
	for (size_t at = 0; at < text.n;) {
		size_t end = at;
		while (end < text.n && text.p[end] != ' ')
			end++;
		buf_str(&out, change_word(p, str_sub(text, at, end)));
		if (end < text.n)
			buf_byte(&out, ' ');
		at = end + 1;
	}
	if (grows)
		add_growth(p, &out, utf8_count(text));
	if (bracketed)
		buf_z(&out, CLOSING);
	Str changed = str_copy(p->arena, buf_as_str(&out));
	buf_free(&out);
	return changed;
}

static void change_tree(Pseudo *p, Node *node) {
	bool quote = p->quote;
	p->quote |= node->kind == NODE_BOX && str_is(node->name, "pullquote");
	switch (node->kind) {
	case NODE_HEADING:
	case NODE_PARAGRAPH:
	case NODE_CELL:
	case NODE_TITLE:
		change_unit(p, node);
		break;
	case NODE_IMAGE:
		node->title = text_of(p, node->title, true);
		change_unit(p, node);
		break;
	default:
		change_inlines(p, node);
	}
	p->quote = quote;
}

static Pseudo pseudo_of(Arena *arena, Str tag) {
	return (Pseudo){ .arena = arena, .kind = str_eq(tag, pseudo_languages[ARABIC]) ? ARABIC : ACCENTS };
}

Edition *pseudo_read_edition(Job *job, const Issue *issue, Str tag) {
	Edition *edition = issue_read_edition(job, issue, issue->source);
	Pseudo p = pseudo_of(job->arena, tag);
	edition->assets = edition->language;
	edition->language = str_copy(job->arena, tag);
	for (size_t i = 0; i < edition->article_count; i++)
		change_tree(&p, edition->articles[i].root);
	for (size_t i = 0; i < edition->string_count; i++) {
		IssueString *string = &edition->strings[i];
		string->value = text_of(&p, string->value, !str_is(string->key, "title"));      /* the newsletter's name is a name everywhere */
	}
	return edition;
}
