/* The tree is built from libyaml's events by recursion, at most 32 deep. libyaml counts code points; a cursor that
 * walks with its marks turns them into byte offsets. What our files do not use (anchors, aliases, tags, merge keys,
 * directives, tabs) is reported and reading goes on, so that one run shows all of it; only a syntax error ends it,
 * and is not reported when its line has a message already. Tabs are looked for before, since libyaml lets some pass;
 * those that do not indent are then read as spaces. libyaml's sentences are about its own grammar: ours say what to
 * write instead. */
#include "base/yaml.h"
#include "base/yaml_complaint.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#define DEEPEST 32

typedef struct {
	Job *job;
	const SourceFile *file;
	Str text;                                                /* what libyaml reads: as long as the file's text */
	Arena *scratch;
	yaml_parser_t parser;
	size_t index, offset;                                    /* the cursor: code points and bytes before it */
	uint32_t failed_line;                                    /* of the last error, 0 when there is none */
	bool stopped;
} Reader;

static size_t offset_of(Reader *r, yaml_mark_t mark) {
	for (; r->index < mark.index && r->offset < r->text.n; r->index++)
		utf8_next(r->text, &r->offset);
	for (; r->index > mark.index && r->offset > 0; r->index--)
		utf8_prev(r->text, &r->offset);
	return r->offset;
}

static Pos pos_between(const Reader *r, size_t start, size_t end) {
	while (end > start && (r->text.p[end - 1] == '\n' || r->text.p[end - 1] == '\r' || r->text.p[end - 1] == ' '))
		end--;
	return (Pos){ r->file, (uint32_t)start, (uint32_t)(end - start) };
}

/* Notes that the file cannot be used. Called beside each diag_error. */
static void fail(Reader *r, Pos pos) {
	r->failed_line = pos_line_column(pos).line;
}

static void refuse(Reader *r, Pos pos, const char *what, const char *help) {
	fail(r, pos);
	diag_error(r->job->diag, pos, RULE_YAML_FEATURE, "%s", what);
	diag_help(r->job->diag, "%s", help);
}

static bool begins_line(Pos pos) {
	size_t start = pos.file->line_starts[pos_line_column(pos).line - 1];
	return str_trim(str_sub(pos.file->text, start, pos.offset)).n == 0;
}

static size_t skip_spaces(Str text, size_t at) {
	while (at < text.n && text.p[at] == ' ')
		at++;
	return at;
}

static size_t line_end(Str text, size_t at) {
	while (at < text.n && text.p[at] != '\n' && text.p[at] != '\r')
		at++;
	return at;
}

static void explain_syntax(Reader *r) {
	Complaint complaint = {
		.problem = r->parser.problem ? r->parser.problem : "",
		.context = r->parser.context ? r->parser.context : "",
		.problem_at = (uint32_t)offset_of(r, r->parser.problem_mark),
	};
	complaint.context_at = *complaint.context ? (uint32_t)offset_of(r, r->parser.context_mark) : complaint.problem_at;
	Pos pos = complaint_pos(r->file, &complaint);
	if (r->failed_line == pos_line_column(pos).line)
		return;
	fail(r, pos);
	complaint_report(r->job->diag, pos, &complaint);
}

static void report_syntax(Reader *r) {
	r->stopped = true;
	if (r->parser.error == YAML_MEMORY_ERROR)
		arena_out_of_memory(0);
	if (r->parser.error != YAML_READER_ERROR) {
		explain_syntax(r);
		return;
	}
	size_t at = r->parser.problem_offset < r->text.n ? r->parser.problem_offset : r->text.n, end = at;
	uint32_t c = utf8_next(r->text, &end);
	Pos pos = { r->file, (uint32_t)at, (uint32_t)(end - at) };
	fail(r, pos);
	diag_error(r->job->diag, pos, RULE_YAML_SYNTAX, "the character U+%04X cannot stand in YAML", (unsigned)c);
	diag_help(r->job->diag, "remove it; it is usually invisible");
}

static bool next_event(Reader *r, yaml_event_t *event) {
	if (r->stopped)
		return false;
	if (yaml_parser_parse(&r->parser, event))
		return true;
	report_syntax(r);
	return false;
}

static void check_properties(Reader *r, size_t start, const yaml_char_t *anchor, const yaml_char_t *tag) {
	size_t end = start;
	while (end < r->text.n && !strchr(" \n\r,[]{}", r->text.p[end]))
		end++;
	Pos pos = pos_between(r, start, end);
	if (anchor)
		refuse(r, pos, "anchors are not used: a value cannot begin with '&'",
		       "put the value in double quotes, or repeat what it stands for");
	else if (tag)
		refuse(r, pos, "tags are not used: a value cannot begin with '!'", "put the value in double quotes");
}

/* A plain value ends at " #": harmless before a comment, a trap in "Issue #4". */
static void check_cut(Reader *r, size_t end) {
	size_t at = skip_spaces(r->text, end);
	if (at == end || at + 1 >= r->text.n || r->text.p[at] != '#' || strchr(" #\n\r", r->text.p[at + 1]))
		return;
	diag_warning(r->job->diag, pos_between(r, at, line_end(r->text, at)), RULE_YAML_SYNTAX,
	             "the value ends before this '#': what follows is a comment");
	diag_help(r->job->diag, "put the whole value in double quotes, or a space after the '#' of a comment");
}

static Yaml *read_scalar(Reader *r, const yaml_event_t *event) {
	Yaml *node = arena_new(r->job->arena, Yaml);
	size_t start = offset_of(r, event->start_mark), end = offset_of(r, event->end_mark);
	node->kind = YAML_SCALAR;
	node->pos = pos_between(r, start, end);
	node->scalar = str_copy(r->job->arena, (Str){ (const char *)event->data.scalar.value, event->data.scalar.length });
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	check_properties(r, start, event->data.scalar.anchor, event->data.scalar.tag);
	if (!node->quoted && node->scalar.n > 0)
		check_cut(r, end);
	return node;
}

/* An empty value with a '#' behind it. `at` stands after the ':' or the '-'. */
static void check_empty(Reader *r, const Yaml *node, size_t at) {
	if (node->kind != YAML_SCALAR || node->quoted || node->scalar.n > 0)
		return;
	at = skip_spaces(r->text, at);
	if (at >= r->text.n || r->text.p[at] != '#')
		return;
	Pos pos = pos_between(r, at, line_end(r->text, at));
	fail(r, pos);
	diag_error(r->job->diag, pos, RULE_YAML_SYNTAX, "the value is empty: what follows '#' is a comment");
	diag_help(r->job->diag, "put the value in double quotes, or write \"\" for an empty one");
}

static Yaml *read_node(Reader *r, yaml_event_t *event, int depth);

static Yaml *read_next(Reader *r, int depth) {
	yaml_event_t event;
	return next_event(r, &event) ? read_node(r, &event, depth) : NULL;
}

static void append(Yaml *parent, Yaml **last, Yaml *child) {
	if (*last)
		(*last)->next = child;
	else
		parent->first = child;
	*last = child;
	parent->count++;
}

static void read_list(Reader *r, Yaml *list, int depth) {
	Yaml *last = NULL;
	yaml_event_t event;
	while (next_event(r, &event)) {
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			return;
		}
		Yaml *item = read_node(r, &event, depth + 1);
		if (!item)
			return;
		check_empty(r, item, item->pos.offset);
		append(list, &last, item);
	}
}

/* The keys of one map by their hash, so that large maps stay quick. */
typedef struct {
	Yaml **slots;
	size_t size;
} KeySet;

/* The entry that has the same key, or NULL after this one was put in. */
static Yaml *add_key(Arena *arena, KeySet *keys, Yaml *entry, size_t count) {
	if (count * 2 >= keys->size) {
		KeySet larger = { NULL, keys->size ? keys->size * 2 : 16 };
		larger.slots = arena_array(arena, Yaml *, larger.size);
		for (size_t i = 0; i < keys->size; i++)
			if (keys->slots[i])
				add_key(arena, &larger, keys->slots[i], 0);
		*keys = larger;
	}
	size_t i = str_hash(entry->key) % keys->size;
	while (keys->slots[i]) {
		if (str_eq(keys->slots[i]->key, entry->key))
			return keys->slots[i];
		i = (i + 1) % keys->size;
	}
	keys->slots[i] = entry;
	return NULL;
}

static bool check_key(Reader *r, const Yaml *key) {
	if (key->kind != YAML_SCALAR) {
		refuse(r, key->pos, "a key must be a word, not a map or a list",
		       "put the text in double quotes if it begins with '{' or '['");
	} else if (!key->quoted && str_is(key->scalar, "<<")) {
		refuse(r, key->pos, "merge keys are not used", "write the entries themselves");
	} else if (key->scalar.n == 0) {
		fail(r, key->pos);
		diag_error(r->job->diag, key->pos, RULE_YAML_SYNTAX, "there is no key before this ':'");
		diag_help(r->job->diag, "write the key, or put the value in double quotes");
	} else {
		return true;
	}
	return false;
}

static void read_map(Reader *r, Yaml *map, int depth) {
	Yaml *last = NULL;
	KeySet keys = { 0 };
	yaml_event_t event;
	while (next_event(r, &event)) {
		if (event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			return;
		}
		Yaml *key = read_node(r, &event, depth + 1);
		if (!key)
			return;
		bool usable = check_key(r, key);
		size_t after = skip_spaces(r->text, (size_t)key->pos.offset + key->pos.length);
		Yaml *entry = read_next(r, depth + 1);
		if (!entry)
			return;
		if (!usable)
			continue;
		entry->key = key->scalar;
		entry->key_pos = key->pos;
		if (after < r->text.n && r->text.p[after] == ':')
			check_empty(r, entry, after + 1);
		const Yaml *first = add_key(r->scratch, &keys, entry, map->count);
		if (first) {
			fail(r, key->pos);
			diag_error(r->job->diag, key->pos, RULE_YAML_DUPLICATE_KEY,
			           "the key '" STR_FMT "' stands twice in this map", STR_ARG(key->scalar));
			diag_help(r->job->diag, "remove one of the two");
			diag_related(r->job->diag, first->key_pos, "the first one is here");
		} else {
			append(map, &last, entry);
		}
	}
}

static Yaml *read_collection(Reader *r, const yaml_event_t *event, int depth) {
	bool is_map = event->type == YAML_MAPPING_START_EVENT;
	size_t start = offset_of(r, event->start_mark);
	Yaml *node = arena_new(r->job->arena, Yaml);
	node->kind = is_map ? YAML_MAP : YAML_LIST;
	node->pos = (Pos){ r->file, (uint32_t)start, 0 };
	if (is_map)
		check_properties(r, start, event->data.mapping_start.anchor, event->data.mapping_start.tag);
	else
		check_properties(r, start, event->data.sequence_start.anchor, event->data.sequence_start.tag);
	if (depth > DEEPEST) {
		fail(r, node->pos);
		diag_error(r->job->diag, node->pos, RULE_YAML_DEPTH, "maps and lists nest more than %d deep here", DEEPEST);
		diag_help(r->job->diag, "take out levels, or put the text in double quotes if it begins with '{' or '['");
		r->stopped = true;
	} else if (is_map) {
		read_map(r, node, depth);
	} else {
		read_list(r, node, depth);
	}
	return r->stopped ? NULL : node;
}

/* Reads the node that begins with this event and releases the event. NULL when reading has stopped. */
static Yaml *read_node(Reader *r, yaml_event_t *event, int depth) {
	Yaml *node;
	if (event->type == YAML_ALIAS_EVENT) {
		node = arena_new(r->job->arena, Yaml);
		size_t start = offset_of(r, event->start_mark);
		node->pos = pos_between(r, start, offset_of(r, event->end_mark));
		node->quoted = true;
		node->scalar = STR("*");
		refuse(r, node->pos, "aliases are not used: a value cannot begin with '*'",
		       "put the value in double quotes, or repeat what it stands for");
	} else if (event->type == YAML_SCALAR_EVENT) {
		node = read_scalar(r, event);
	} else {
		node = read_collection(r, event, depth);
	}
	yaml_event_delete(event);
	return node;
}

/* Reports the first tab of each line. True when libyaml can go on with spaces in their places. */
static bool check_tabs(Reader *r) {
	Str text = r->file->text;
	char *copy = NULL;
	bool indents = false;
	for (size_t at = str_find(text, "\t", 0); at != SIZE_MAX; at = str_find(text, "\t", line_end(text, at))) {
		size_t end = line_end(text, at);
		Pos pos = { r->file, (uint32_t)at, 1 };
		refuse(r, pos, "tabs are not used",
		       begins_line(pos) ? "indent with spaces" : "write a space, or \\t in double quotes");
		indents |= begins_line(pos);
		if (!copy)
			copy = arena_copy(r->scratch, text.p, text.n);
		for (size_t i = at; i < end; i++)
			if (copy[i] == '\t')
				copy[i] = ' ';
	}
	if (copy) {
		r->text.p = copy;
		r->failed_line = UINT32_MAX;                         /* the file fails, but no line is silenced */
	}
	return !indents;
}

static Yaml *make_empty_map(Reader *r) {
	Yaml *map = arena_new(r->job->arena, Yaml);
	map->kind = YAML_MAP;
	map->pos = (Pos){ r->file, 0, 0 };
	return map;
}

static Yaml *read_document(Reader *r) {
	yaml_event_t event;
	if (!next_event(r, &event))                              /* stream start */
		return NULL;
	yaml_event_delete(&event);
	if (!next_event(r, &event))
		return NULL;
	bool empty = event.type == YAML_STREAM_END_EVENT;
	if (!empty && (event.data.document_start.version_directive ||
	               event.data.document_start.tag_directives.start != event.data.document_start.tag_directives.end)) {
		size_t start = offset_of(r, event.start_mark);
		refuse(r, pos_between(r, start, line_end(r->text, start)), "directives are not used",
		       "remove the line that begins with '%'");
	}
	yaml_event_delete(&event);
	Yaml *root = empty ? NULL : read_next(r, 1);
	if (empty || (root && root->kind == YAML_SCALAR && !root->quoted && root->scalar.n == 0))
		root = make_empty_map(r);
	if (!root || empty || !next_event(r, &event))            /* document end */
		return root;
	yaml_event_delete(&event);
	if (!next_event(r, &event))
		return NULL;
	if (event.type == YAML_DOCUMENT_START_EVENT) {
		size_t start = offset_of(r, event.start_mark);
		refuse(r, pos_between(r, start, line_end(r->text, start)), "a second document begins here",
		       "keep one document in a file: remove the line");
	}
	yaml_event_delete(&event);
	return root;
}

Yaml *yaml_read(Job *job, const SourceFile *file) {
	Reader r = { .job = job, .file = file, .text = file->text, .scratch = arena_make() };
	if (!yaml_parser_initialize(&r.parser)) {
		arena_out_of_memory(sizeof r.parser);
		return NULL;
	}
	Yaml *root = NULL;
	if (check_tabs(&r)) {
		yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
		yaml_parser_set_input_string(&r.parser, (const unsigned char *)r.text.p, r.text.n);
		root = read_document(&r);
	}
	yaml_parser_delete(&r.parser);
	arena_free(r.scratch);
	return r.failed_line || r.stopped ? NULL : root;
}
