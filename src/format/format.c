/* The file is read as it is, and the tree says where blocks begin: what is to be done is noted line by line (a blank line before it, a
 * marker of another kind, a heading to be written with #), then the lines are written out once. The result is read again and the two
 * trees are compared, node by node without their places: formatting never changes what is said. Only a file that was read with errors
 * may be read otherwise afterwards, since blank lines mend some of them, but not with more errors. */
#include "format/format.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/file.h"

#define ROUNDS 8

typedef struct {
	bool blank_before;                                       /* one is to be put in before it */
	uint32_t blank_prefix;                                   /* bytes of the line that such a blank line begins with */
	bool dropped;                                            /* the line below a heading, surplus blank ones */
	int level;                                               /* of a heading to be written with # */
	uint32_t heading_at;
} LinePlan;

typedef struct {
	Job *job;
	const SourceFile *file;
	char *text;                                              /* of the file: markers are changed in place */
	LinePlan *plans;
	uint32_t body;                                           /* first line behind the front matter */
} Format;

static Str text_nfc(Arena *arena, Str text) {
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	int32_t n = 0, room = (int32_t)text.n * 3 + 1;
	UChar *wide = arena_array(arena, UChar, text.n + 1), *normal = arena_array(arena, UChar, room);
	u_strFromUTF8(wide, (int32_t)text.n + 1, &n, text.p, (int32_t)text.n, &status);
	if (U_SUCCESS(status) && unorm2_isNormalized(nfc, wide, n, &status))
		return text;
	n = unorm2_normalize(nfc, wide, n, normal, room, &status);
	char *bytes = arena_alloc(arena, (size_t)n * 3 + 1);
	int32_t length = 0;
	u_strToUTF8(bytes, n * 3 + 1, &length, normal, n, &status);
	return U_SUCCESS(status) ? (Str){ bytes, (size_t)length } : text;
}

/* Each line ended by a line feed, and nothing else. */
static Str with_line_feeds(Arena *arena, Str text) {
	char *out = arena_alloc(arena, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '\r')
			out[n++] = text.p[i];
		else if (i + 1 >= text.n || text.p[i + 1] != '\n')
			out[n++] = '\n';
	}
	return (Str){ out, n };
}

static Str line_of(const Format *f, uint32_t line) {
	uint32_t start = f->file->line_starts[line];
	size_t end = line + 1 < f->file->lines ? f->file->line_starts[line + 1] : f->file->text.n;
	if (end > start && f->file->text.p[end - 1] == '\n')
		end--;
	return str_sub(f->file->text, start, end);
}

static uint32_t line_at(const Format *f, uint32_t offset) {
	return pos_line_column((Pos){ f->file, offset, 0 }).line - 1;
}

/* Bytes of > and spaces at the start of a line; how many > there are. */
static uint32_t quote_prefix(Str line, unsigned *depth) {
	uint32_t at = 0, end = 0;
	*depth = 0;
	while (at < line.n && (line.p[at] == '>' || line.p[at] == ' ')) {
		if (line.p[at++] == '>') {
			++*depth;
			end = at;
		}
	}
	return end;
}

static bool is_blank(const Format *f, uint32_t line, unsigned *depth) {
	Str s = line_of(f, line);
	uint32_t prefix = quote_prefix(s, depth);
	return str_trim(str_sub(s, prefix, s.n)).n == 0;
}

static void want_blank(Format *f, uint32_t line) {
	unsigned depth, before;
	if (line <= f->body || is_blank(f, line - 1, &before))
		return;
	uint32_t prefix = quote_prefix(line_of(f, line), &depth);
	if (depth > before)                                      /* the first line of a quote: the blank one stands before it */
		prefix = before ? prefix : 0;
	f->plans[line].blank_before = true;
	f->plans[line].blank_prefix = depth > before && before == 0 ? 0 : prefix;
}

static void plan_heading(Format *f, const Node *heading) {
	uint32_t offset = heading->pos.offset, line = line_at(f, offset);
	if (f->text[offset] == '#' || line_at(f, heading->content.offset + heading->content.length) != line)
		return;
	f->plans[line].level = heading->level;
	f->plans[line].heading_at = offset - f->file->line_starts[line];
	f->plans[line + 1].dropped = line + 1 < f->file->lines;
}

/* Two lists one after the other differ by their marks alone: those stay. */
static bool has_list_beside(const Node *list) {
	for (const Node *node = list->parent->first; node && node->next; node = node->next)
		if (node->kind == NODE_LIST && node->next->kind == NODE_LIST && (node == list || node->next == list))
			return true;
	return false;
}

static void plan_list(Format *f, const Node *list) {
	if (has_list_beside(list))
		return;
	for (const Node *item = list->first; item && !list->ordered; item = item->next) {
		char *marker = f->text + item->pos.offset;
		if (*marker == '*' || *marker == '+')
			*marker = '-';
	}
}

/* A box's marker and what follows it at once. */
static void plan_marker(Format *f, const Node *node) {
	uint32_t line = line_at(f, node->pos.offset);
	unsigned depth, next_depth;
	Str marker = line_of(f, line);
	quote_prefix(marker, &depth);
	size_t close = str_find(marker, "]", 0);
	bool alone = close != SIZE_MAX && str_trim(str_sub(marker, close + 1, marker.n)).n == 0;
	if (line + 1 >= f->file->lines || is_blank(f, line + 1, &next_depth) || next_depth != depth)
		return;
	if (node->kind == NODE_BOX || alone)
		want_blank(f, line + 1);
}

static bool holds_blocks(const Node *node) {
	return node->kind == NODE_ARTICLE || node->kind == NODE_BOX || node->kind == NODE_QUOTE || node->kind == NODE_ROLE;
}

static void plan_node(Format *f, const Node *node) {
	const Node *parent = node->parent;
	if (node->kind == NODE_HEADING)
		plan_heading(f, node);
	else if (node->kind == NODE_LIST)
		plan_list(f, node);
	else if (node->kind == NODE_BOX || node->kind == NODE_ROLE)
		plan_marker(f, node);
	bool is_marker_text = parent && node->kind == NODE_TITLE;
	if (!parent || !holds_blocks(parent) || is_marker_text)
		return;
	uint32_t line = line_at(f, node->pos.offset);
	if (parent->kind == NODE_ARTICLE || line > line_at(f, parent->pos.offset))
		want_blank(f, line);
}

static bool begins_definition(Str line) {
	size_t close = str_starts(line, "[^") ? str_find(line, "]:", 2) : SIZE_MAX;
	return close != SIZE_MAX && close > 2 && str_find(str_sub(line, 0, close), " ", 0) == SIZE_MAX;
}

/* Definitions that stand together are one paragraph to the reader, so they are looked for line by line. */
static void plan_definitions(Format *f) {
	bool fenced = false, comment = false;
	for (uint32_t i = f->body; i < f->file->lines; i++) {
		Str line = line_of(f, i);
		if (str_starts(str_trim(line), "```"))
			fenced = !fenced;
		size_t open = comment ? 0 : str_find(line, "<!--", 0);
		if (open != SIZE_MAX)
			comment = str_find(line, "-->", open) == SIZE_MAX;
		if (!fenced && !comment && begins_definition(line))
			want_blank(f, i);
	}
}

/* Of several blank lines one is kept: the first that is as deep as both neighbours. Comments stay as they are. */
static void plan_blanks(Format *f) {
	bool comment = false, fenced = false;
	unsigned depth, next;
	for (uint32_t i = f->body; i < f->file->lines; i++) {
		Str line = line_of(f, i);
		size_t open = comment ? 0 : str_find(line, "<!--", 0);
		if (open != SIZE_MAX)
			comment = str_find(line, "-->", open) == SIZE_MAX;
		if (str_starts(str_trim(line), "```"))
			fenced = !fenced;
		if (comment || fenced || !is_blank(f, i, &depth))
			continue;
		uint32_t last = i;
		while (last + 1 < f->file->lines && is_blank(f, last + 1, &next))
			last++;
		uint32_t kept = i;
		for (uint32_t k = i; k <= last; k++) {
			unsigned d, least;
			is_blank(f, k, &d);
			is_blank(f, kept, &least);
			if (d < least)
				kept = k;
		}
		for (uint32_t k = i; k <= last; k++)
			f->plans[k].dropped = k != kept || (i == f->body && i == 0) || last + 1 >= f->file->lines;
		i = last;
	}
}

static uint32_t find_body(const Format *f) {
	if (!f->file->lines || !str_is(str_trim(line_of(f, 0)), "---"))
		return 0;
	for (uint32_t i = 1; i < f->file->lines; i++)
		if (str_is(str_trim(line_of(f, i)), "---"))
			return i + 1;
	return 0;
}

static void write_line(const Format *f, uint32_t number, Buf *out) {
	const LinePlan *plan = &f->plans[number];
	Str line = line_of(f, number);
	unsigned depth;
	if (plan->dropped)
		return;
	if (plan->blank_before) {
		buf_str(out, str_trim(str_sub(line, 0, plan->blank_prefix)));
		buf_byte(out, '\n');
	}
	if (is_blank(f, number, &depth)) {
		line = str_sub(line, 0, quote_prefix(line, &depth));
	} else if (plan->level) {
		buf_str(out, str_sub(line, 0, plan->heading_at));
		for (int i = 0; i < plan->level; i++)
			buf_byte(out, '#');
		buf_byte(out, ' ');
		line = str_trim(str_sub(line, plan->heading_at, line.n));
	}
	buf_str(out, line);
	buf_byte(out, '\n');
}

static bool same_node(const Node *a, const Node *b) {
	return a->kind == b->kind && str_eq(a->text, b->text) && str_eq(a->name, b->name) && str_eq(a->id, b->id) &&
	       str_eq(a->classes, b->classes) && str_eq(a->url, b->url) && str_eq(a->title, b->title) && str_eq(a->language, b->language) &&
	       str_eq(a->argument, b->argument) && str_eq(a->style, b->style) && a->direction == b->direction &&
	       a->column_align == b->column_align && a->level == b->level && a->start == b->start && a->ordered == b->ordered &&
	       a->no_translate == b->no_translate && a->decorative == b->decorative;
}

static bool same_tree(const Node *a, const Node *b) {
	NodeWalk left = node_walk(a), right = node_walk(b);
	for (;;) {
		bool more = node_walk_next(&left);
		if (node_walk_next(&right) != more)
			return false;
		if (!more)
			return true;
		if (left.entering != right.entering || !same_node(left.node, right.node))
			return false;
	}
}

/* An article that reads as it did. `out` is the one before when this is not so. */
static bool is_faithful(Job *job, const SourceFile *before, const Article *article, unsigned errors, Str text) {
	Job quiet = { job->arena, diag_make(job->arena, STR("")) };
	const Article *again = issue_read_article(&quiet, file_of_text(job->arena, before->path, text));
	if (errors ? quiet.diag->errors <= errors : same_tree(article->root, again->root) && quiet.diag->errors == 0)
		return true;
	return diag_error(job->diag, (Pos){ before, 0, 0 }, RULE_FORMAT_MEANING, "this file cannot be put into canonical form: it would be read otherwise");
}

static bool format_once(Job *job, const SourceFile *file, Buf *out) {
	Job quiet = { job->arena, diag_make(job->arena, STR("")) };
	Str text = text_nfc(job->arena, with_line_feeds(job->arena, file->text));
	const SourceFile *plain = file_of_text(job->arena, file->path, text);
	const Article *article = issue_read_article(&quiet, plain);
	char *changed = arena_copy(job->arena, str_z(job->arena, text), text.n + 1);
	SourceFile *view = arena_copy(job->arena, plain, sizeof *plain);
	view->text = (Str){ changed, text.n };
	Format f = { .job = job, .file = view, .text = changed, .plans = arena_array(job->arena, LinePlan, plain->lines + 2) };
	f.body = find_body(&f);
	for (NodeWalk walk = node_walk(article->root); node_walk_next(&walk);)
		if (walk.entering)
			plan_node(&f, walk.node);
	plan_definitions(&f);
	plan_blanks(&f);
	unsigned depth;
	if (f.body > 0 && f.body < view->lines && !is_blank(&f, f.body, &depth))
		f.plans[f.body].blank_before = true;
	for (uint32_t i = 0; i < view->lines; i++)
		if (i < f.body || line_of(&f, i).n || i + 1 < view->lines)
			write_line(&f, i, out);
	if (is_faithful(job, file, article, quiet.diag->errors, buf_as_str(out)))
		return true;
	diag_help(job->diag, "'quoin check' may tell more about it");
	return false;
}

/* A blank line that was put in may let another be seen as surplus: again until nothing changes. */
bool format_article(Job *job, const SourceFile *file, Buf *out) {
	if (!format_once(job, file, out))
		return false;
	Job quiet = { job->arena, diag_make(job->arena, STR("")) };
	for (int round = 1; round < ROUNDS; round++) {
		Buf next = { 0 };
		Str text = str_copy(job->arena, buf_as_str(out));
		bool changed = format_once(&quiet, file_of_text(job->arena, file->path, text), &next) && !str_eq(text, buf_as_str(&next));
		if (changed) {
			out->n = 0;
			buf_str(out, buf_as_str(&next));
		}
		buf_free(&next);
		if (!changed)
			return true;
	}
	return true;
}
