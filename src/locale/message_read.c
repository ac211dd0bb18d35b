/* Messages are written by translators, so they are read here with every check that can be made, and evaluated by
 * ourselves: ICU's umsg_* types its arguments by the pattern, so that a slip in a pattern becomes a wild pointer, and
 * leaves named arguments unreplaced. The language is a small part of ICU's message format:
 *     {name}  {name, number}  {name, date, STYLE}  {name, select, word {…} other {…}}
 *     {name, plural, =0 {…} one {…} other {…}}  {name, selectordinal, …}   with # for the number inside.
 * There is no quoting by apostrophes. Reading makes a tree of parts by recursive descent, at most eight deep; a message
 * with an error in its syntax is taken as missing, and its key is printed in its place. */
#include <assert.h>
#include <string.h>

#include "locale/message.h"

#define DEEPEST 8
#define ARGUMENTS_MAX 8

typedef struct {
	Str name, kind;
	bool optional, used;
} Declared;

static const char *const formats[] = { "number", "date", "plural", "selectordinal", "select", NULL };
static const PartKind format_parts[] = { PART_NUMBER, PART_DATE, PART_PLURAL, PART_ORDINAL, PART_SELECT };
/* The kinds of argument that a format can take: t(ext), n(umber), d(ate). */
static const char *const format_takes[] = { "n", "d", "n", "n", "tn" };

typedef struct {
	Job *job;
	const Locale *locale;
	const Yaml *node;
	Str text;
	size_t at;
	int depth;
	bool failed;
	Declared declared[ARGUMENTS_MAX];
	size_t declared_count;
	Str plural_of;                                           /* the argument that # stands for */
} Parser;

/* Bytes of source that make the scalar's next byte or character, inside double quotes. */
static size_t escape_length(Str source, size_t at, size_t *decoded) {
	*decoded = 1;
	if (source.p[at] != '\\' || at + 1 >= source.n)
		return 1;
	size_t digits = source.p[at + 1] == 'x' ? 2 : source.p[at + 1] == 'u' ? 4 : source.p[at + 1] == 'U' ? 8 : 0;
	uint32_t c = 0;
	for (size_t i = 0; i < digits && at + 2 + i < source.n; i++) {
		char d = source.p[at + 2 + i];
		c = c * 16 + (uint32_t)(d <= '9' ? d - '0' : (d | 0x20) - 'a' + 10);
	}
	if (digits > 0)
		*decoded = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	return 2 + digits;
}

/* The place in the file of bytes of the message. */
static Pos pos_of(const Parser *p, size_t start, size_t length) {
	Pos pos = p->node->pos;
	if (pos.file == NULL)
		return pos;
	Str source = pos.file->text;
	size_t at = pos.offset;
	if (!p->node->quoted || source.p[at] != '"')
		return (Pos){ pos.file, (uint32_t)(at + (p->node->quoted ? 1 : 0) + start), (uint32_t)length };
	at++;
	for (size_t done = 0; done < start && at < source.n;) {
		size_t decoded;
		at += escape_length(source, at, &decoded);
		done += decoded;
	}
	return (Pos){ pos.file, (uint32_t)(at < source.n ? at : source.n), (uint32_t)length };
}

static bool fail(Parser *p, size_t start, size_t length, const char *what, const char *help) {
	p->failed = true;
	if (start >= p->text.n && p->text.n > 0)
		start = p->text.n - 1;
	diag_error(p->job->diag, pos_of(p, start, length), RULE_MESSAGE_SYNTAX, "%s", what);
	diag_help(p->job->diag, "%s", help);
	return false;
}

static bool is_space(char c) {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_spaces(Parser *p) {
	while (p->at < p->text.n && is_space(p->text.p[p->at]))
		p->at++;
}

/* Up to a space, a comma or a brace. */
static Str read_word(Parser *p) {
	size_t start = p->at;
	while (p->at < p->text.n && !is_space(p->text.p[p->at]) && strchr(",{}", p->text.p[p->at]) == NULL)
		p->at++;
	return str_sub(p->text, start, p->at);
}

static bool take(Parser *p, char c) {
	skip_spaces(p);
	if (p->at >= p->text.n || p->text.p[p->at] != c)
		return false;
	p->at++;
	return true;
}

static MessagePart *read_parts(Parser *p, bool nested);

static void declare_arguments(Parser *p, const char *arguments) {
	Str rest = str_of(arguments);
	while (rest.n > 0) {
		size_t end = str_find(rest, " ", 0);
		Str word = str_sub(rest, 0, end == SIZE_MAX ? rest.n : end);
		rest = str_sub(rest, end == SIZE_MAX ? rest.n : end + 1, rest.n);
		size_t colon = str_find(word, ":", 0);
		assert(colon != SIZE_MAX && p->declared_count < ARGUMENTS_MAX);
		Declared *argument = &p->declared[p->declared_count++];
		argument->optional = str_ends(word, "?");
		argument->name = str_sub(word, 0, colon);
		argument->kind = str_sub(word, colon + 1, word.n - (argument->optional ? 1 : 0));
	}
}

static Declared *find_declared(Parser *p, Str name) {
	for (size_t i = 0; i < p->declared_count; i++)
		if (str_eq(p->declared[i].name, name))
			return &p->declared[i];
	return NULL;
}

static Declared *use_argument(Parser *p, Str name, size_t at) {
	Declared *argument = find_declared(p, name);
	if (argument != NULL) {
		argument->used = true;
		return argument;
	}
	Str known[ARGUMENTS_MAX];
	for (size_t i = 0; i < p->declared_count; i++)
		known[i] = p->declared[i].name;
	p->failed = true;
	diag_error(p->job->diag, pos_of(p, at, name.n), RULE_MESSAGE_ARGUMENT,
	           "the message '" STR_FMT "' has no argument '" STR_FMT "'", STR_ARG(p->node->key), STR_ARG(name));
	if (p->declared_count == 0)
		diag_help(p->job->diag, "it takes none; names in braces stay in English");
	else
		diag_suggest(p->job->diag, name, known, p->declared_count);
	return NULL;
}

/* The forms that whole numbers below a thousand take, found once a language; "other" is always among them. */
static void find_plural_forms(LocaleData *data, const Locale *locale, Arena *arena, bool ordinal) {
	data->forms[ordinal].at[0] = STR("other");
	data->forms[ordinal].n = 1;
	for (int number = 0; number < 1000; number++) {
		Str form = locale_plural(locale, arena, number, ordinal);
		size_t i = 0;
		while (i < data->forms[ordinal].n && !str_eq(data->forms[ordinal].at[i], form))
			i++;
		if (i == data->forms[ordinal].n && i < 8)
			data->forms[ordinal].at[data->forms[ordinal].n++] = str_copy(data->arena, form);
	}
}

static void check_plural_forms(Parser *p, const MessagePart *part, size_t at) {
	bool ordinal = part->kind == PART_ORDINAL;
	LocaleData *data = p->locale->data;
	if (data->forms[ordinal].n == 0) {
		Arena *scratch = arena_make();
		find_plural_forms(data, p->locale, scratch, ordinal);
		arena_free(scratch);
	}
	for (size_t i = 0; i < data->forms[ordinal].n; i++) {
		Str form = data->forms[ordinal].at[i];
		bool given = false;
		for (const Branch *b = part->branches; b != NULL && !given; b = b->next)
			given = str_eq(b->keyword, form);
		if (given)
			continue;
		p->failed |= i == 0;
		diag_error(p->job->diag, pos_of(p, at, part->argument.n), RULE_MESSAGE_PLURAL,
		           "the plural lacks the form '" STR_FMT "'", STR_ARG(form));
		diag_help(p->job->diag, "add " STR_FMT " {…}; keywords stay in English", STR_ARG(form));
	}
}

static void check_plural_keyword(Parser *p, Branch *branch, size_t at) {
	static const char *const keywords[] = { "zero", "one", "two", "few", "many", "other" };
	Str known[6];
	if (str_starts(branch->keyword, "=")) {
		branch->exact = branch->keyword.n > 1 && branch->keyword.n < 11;
		for (size_t i = 1; i < branch->keyword.n && branch->exact; i++) {
			branch->exact = branch->keyword.p[i] >= '0' && branch->keyword.p[i] <= '9';
			branch->number = branch->number * 10 + (branch->keyword.p[i] - '0');
		}
		if (!branch->exact)
			fail(p, at, branch->keyword.n, "after '=' stands a number",
			     "write =0, =1 and so on, with the digits 0 to 9");
		return;
	}
	for (int i = 0; i < 6; i++) {
		known[i] = str_of(keywords[i]);
		if (str_eq(known[i], branch->keyword))
			return;
	}
	p->failed = true;
	diag_error(p->job->diag, pos_of(p, at, branch->keyword.n), RULE_MESSAGE_SYNTAX,
	           "'" STR_FMT "' is not a plural form", STR_ARG(branch->keyword));
	diag_suggest(p->job->diag, branch->keyword, known, 6);
}

/* word {…} word {…} }, the part's own closing brace included. */
static bool read_branches(Parser *p, MessagePart *part, size_t argument_at) {
	Branch **last = &part->branches;
	Str outer = p->plural_of;
	bool plural = part->kind != PART_SELECT, other = false;
	if (plural)
		p->plural_of = part->argument;
	while (!take(p, '}')) {
		size_t at = p->at;
		Str keyword = read_word(p);
		if (keyword.n == 0 || !take(p, '{')) {
			p->plural_of = outer;
			return fail(p, at, keyword.n > 0 ? keyword.n : 1, "a form must be a word with its text in braces",
				"write for instance: other {…}; close the whole with a brace");
		}
		Branch *branch = *last = arena_new(p->job->arena, Branch);
		last = &branch->next;
		branch->keyword = keyword;
		other |= str_is(keyword, "other");
		if (plural)
			check_plural_keyword(p, branch, at);
		branch->first = read_parts(p, true);
		if (p->failed && p->at >= p->text.n)
			break;
	}
	p->plural_of = outer;
	if (plural && !p->failed) {
		check_plural_forms(p, part, argument_at);
	} else if (!plural && !other && !p->failed) {
		p->failed = true;
		diag_error(p->job->diag, pos_of(p, argument_at, part->argument.n), RULE_MESSAGE_PLURAL,
		           "the selection lacks 'other'");
		diag_help(p->job->diag, "add other {…}; it serves every value that is not named");
	}
	return true;
}

static bool read_style(Parser *p, MessagePart *part) {
	skip_spaces(p);
	size_t at = p->at;
	part->text = read_word(p);
	if (!locale_date_style_known(part->text))
		return fail(p, at, part->text.n > 0 ? part->text.n : 1, "unknown style of a date",
			"write long, medium, month, year, day-month or an ICU skeleton such as ::yMMMM");
	return true;
}

/* Behind "{name," */
static bool read_format(Parser *p, MessagePart *part, const Declared *declared, size_t argument_at) {
	skip_spaces(p);
	size_t at = p->at;
	Str word = read_word(p);
	int format = 0;
	while (formats[format] != NULL && !str_is(word, formats[format]))
		format++;
	if (formats[format] == NULL) {
		Str known[5];
		for (int i = 0; i < 5; i++)
			known[i] = str_of(formats[i]);
		p->failed = true;
		diag_error(p->job->diag, pos_of(p, at, word.n), RULE_MESSAGE_SYNTAX,
		           "'" STR_FMT "' is not a way to write a value", STR_ARG(word));
		diag_suggest(p->job->diag, word, known, 5);
		return false;
	}
	if (declared != NULL && memchr(format_takes[format], declared->kind.p[0], strlen(format_takes[format])) == NULL) {
		p->failed = true;
		diag_error(p->job->diag, pos_of(p, at, word.n), RULE_MESSAGE_ARGUMENT,
		           "'" STR_FMT "' is a " STR_FMT " and cannot be written as '%s'", STR_ARG(part->argument),
		           STR_ARG(declared->kind), formats[format]);
		diag_help(p->job->diag, "write {" STR_FMT "}", STR_ARG(part->argument));
	}
	part->kind = format_parts[format];
	if (part->kind == PART_PLURAL || part->kind == PART_ORDINAL || part->kind == PART_SELECT) {
		if (!take(p, ','))
			return fail(p, p->at, 1, "a comma is missing before the forms",
			            "write for instance {count, plural, one {…} other {…}}");
		return read_branches(p, part, argument_at);
	}
	part->text = STR("long");
	if (part->kind == PART_DATE && take(p, ',') && !read_style(p, part))
		return false;
	return take(p, '}') || fail(p, p->at, 1, "a closing brace is missing", "close the value with '}'");
}

/* Behind the opening brace. */
static bool read_value(Parser *p, MessagePart *part) {
	skip_spaces(p);
	size_t at = p->at;
	part->kind = PART_VALUE;
	part->argument = read_word(p);
	if (part->argument.n == 0)
		return fail(p, at > 0 ? at - 1 : 0, 1, "a brace without a name",
		            "write the name of an argument in braces, such as {page}");
	const Declared *declared = use_argument(p, part->argument, at);
	if (take(p, '}'))
		return true;
	if (take(p, ','))
		return read_format(p, part, declared, at);
	return fail(p, at, part->argument.n, "the brace before this name is not closed", "close it with '}'");
}

static void check_apostrophe(Parser *p) {
	bool before_brace = p->at + 1 < p->text.n && strchr("{}", p->text.p[p->at + 1]) != NULL;
	if (p->text.p[p->at] != '\'' || !before_brace)
		return;
	diag_warning(p->job->diag, pos_of(p, p->at, 1), RULE_MESSAGE_QUOTE, "a straight apostrophe before a brace");
	diag_help(p->job->diag, "write the apostrophe of the language: ’ (U+2019)");
}

static MessagePart *read_parts(Parser *p, bool nested) {
	MessagePart *first = NULL, **last = &first;
	if (++p->depth > DEEPEST) {
		fail(p, p->at, 1, "the message is nested too deeply", "write it more simply");
		p->at = p->text.n;
	}
	while (p->at < p->text.n) {
		char c = p->text.p[p->at];
		if (c == '}' && nested) {
			p->at++;
			p->depth--;
			return first;
		}
		if (c == '}') {
			fail(p, p->at, 1, "a closing brace without an opening one", "remove it");
			p->at++;
			continue;
		}
		MessagePart *part = *last = arena_new(p->job->arena, MessagePart);
		last = &part->next;
		if (c == '{') {
			p->at++;
			if (!read_value(p, part))
				p->at = p->text.n;
		} else if (c == '#' && p->plural_of.n > 0) {
			p->at++;
			part->kind = PART_HASH;
			part->argument = p->plural_of;
		} else {
			size_t start = p->at;
			while (p->at < p->text.n && strchr("{}", p->text.p[p->at]) == NULL &&
			       !(p->text.p[p->at] == '#' && p->plural_of.n > 0)) {
				check_apostrophe(p);
				p->at++;
			}
			part->text = str_sub(p->text, start, p->at);
		}
	}
	if (nested && !p->failed)
		fail(p, p->text.n > 0 ? p->text.n - 1 : 0, 1, "a closing brace is missing at the end",
		     "close every '{' with '}'");
	p->depth--;
	return first;
}

static void read_message(Job *job, Locale *locale, const Yaml *node, int id) {
	if (!yaml_is(job, node, YAML_SCALAR, "a text in double quotes"))
		return;
	Parser p = { .job = job, .locale = locale, .node = node, .text = node->scalar };
	declare_arguments(&p, message_specs[id].arguments);
	const MessagePart *first = read_parts(&p, false);
	for (size_t i = 0; i < p.declared_count && !p.failed; i++) {
		if (p.declared[i].used || p.declared[i].optional)
			continue;
		diag_error(job->diag, node->pos, RULE_MESSAGE_ARGUMENT, "the message '" STR_FMT "' does not use {" STR_FMT "}",
		           STR_ARG(node->key), STR_ARG(p.declared[i].name));
		diag_help(job->diag, "its place in the sentence is yours to choose, but it must be there");
	}
	locale->data->messages[id] = p.failed ? NULL : first;
	locale->data->given[id] = !p.failed;
}

void messages_read(Job *job, Locale *locale, const Yaml *map) {
	const char *known[MESSAGE_COUNT + 1] = { NULL };
	bool seen[MESSAGE_COUNT] = { false };
	for (int i = 0; i < MESSAGE_COUNT; i++)
		known[i] = message_specs[i].key;
	yaml_keys(job, map, known);
	for (const Yaml *node = map->first; node != NULL; node = node->next) {
		int id = message_of_key(node->key);
		if (id < 0)
			continue;
		seen[id] = true;
		read_message(job, locale, node, id);
	}
	for (int i = 0; i < MESSAGE_COUNT; i++) {
		if (seen[i])
			continue;
		diag_error(job->diag, map->key_pos.file != NULL ? map->key_pos : map->pos, RULE_MESSAGE_MISSING,
		           "the message '%s' is missing", message_specs[i].key);
		diag_note(job->diag, "%s", message_specs[i].help);
		if (message_specs[i].arguments[0] != '\0')
			diag_help(job->diag, "add it; its arguments are %s", message_specs[i].arguments);
		else
			diag_help(job->diag, "add it; it has no arguments");
	}
}
