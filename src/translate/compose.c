/* Writes a translation's file anew: bytes are copied, and where a unit changed its new text is written between the markers, quotes
 * and indents that were there. A block that the translation lacks is the source's block with all that is translated of it. */
#include <string.h>

#include "translate/place.h"

static Edit *find_edit(const Placing *p, const Unit *source) {
	for (size_t i = 0; i < p->edit_count; i++)
		if (p->edits[i].pair->source == source && !p->edits[i].refused)
			return &p->edits[i];
	return NULL;
}

/* What begins the lines of a block after its first: quote marks stay, markers of items and notes become spaces. */
static Str prefix_of(Arena *arena, const SourceFile *file, uint32_t offset) {
	size_t start = offset;
	while (start > 0 && file->text.p[start - 1] != '\n')
		start--;
	Str line = str_sub(file->text, start, offset);
	if (str_starts(line, "[^"))
		return STR("    ");
	line = str_sub(line, 0, str_find(line, "[!", 0));
	char *prefix = arena_array(arena, char, line.n + 1);
	for (size_t i = 0; i < line.n; i++)
		prefix[i] = line.p[i] == '>' || line.p[i] == '\t' ? line.p[i] : ' ';
	return (Str){ prefix, line.n };
}

static void write_quoted(Buf *out, Str text) {
	buf_byte(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_byte(out, '\\');
		buf_byte(out, text.p[i]);
	}
	buf_byte(out, '"');
}

/* Comments within a text that is written anew go behind it. */
static void keep_comments(Buf *out, Str old) {
	for (size_t at = str_find(old, "<!--", 0); at != SIZE_MAX;) {
		size_t end = str_find(old, "-->", at + 4);
		if (end == SIZE_MAX)
			return;
		buf_byte(out, ' ');
		for (size_t i = at; i < end + 3; i++)
			buf_byte(out, old.p[i] == '\n' ? ' ' : old.p[i]);
		at = str_find(old, "<!--", end + 3);
	}
}

static void expect(Placing *p, Str text, Edit *edit) {
	*list_push(p->arena, &p->expected) = (Expectation){ p->out.n, text, edit };
}

/* `there` is the unit whose place in its file the text takes. */
static void write_text(Placing *p, const Unit *there, const Tokens *tokens, Edit *edit) {
	const SourceFile *file = there->content.file;
	expect(p, tokens_canonical(p->arena, tokens), edit);
	if (there->kind == UNIT_STRING) {
		write_quoted(&p->out, tokens_plain(p->arena, tokens));
		return;
	}
	char quote = there->kind == UNIT_CREDIT && there->content.offset ? file->text.p[there->content.offset - 1] : '"';
	Str prefix = prefix_of(p->arena, file, there->content.offset);
	markdown_write(&p->out, tokens, markdown_place_of(there->kind), prefix, quote == '(' ? ')' : quote);
	if (there->kind != UNIT_CREDIT && there->kind != UNIT_ALT)
		keep_comments(&p->out,
		              str_sub(file->text, there->content.offset, there->content.offset + there->content.length));
}

/* Bytes as they are; units in them are to be read as before. */
static void copy(Placing *p, const Units *units, uint32_t start, uint32_t end) {
	size_t shift = p->out.n;
	for (size_t i = 0; i < units->n; i++) {
		const Unit *unit = &units->at[i];
		if (unit->content.offset < start || unit->content.offset + unit->content.length > end)
			continue;
		*list_push(p->arena, &p->expected) = (Expectation){ shift + unit->content.offset - start, unit->text, NULL };
	}
	buf_str(&p->out, str_sub(units->file->text, start, end));
}

static const Unit *translation_of(const Placing *p, const Unit *source) {
	for (size_t i = 0; i < p->article->n; i++)
		if (p->article->pairs[i].source == source)
			return p->article->pairs[i].target;
	return NULL;
}

/* A stretch of the source with the words of the translation. */
static void translate_range(Placing *p, uint32_t start, uint32_t end) {
	const Units *source = &p->article->source;
	uint32_t at = start;
	for (size_t i = 0; i < source->n; i++) {
		const Unit *unit = &source->at[i];
		if (unit->content.offset < at || unit->content.offset + unit->content.length > end)
			continue;
		Edit *edit = find_edit(p, unit);
		const Unit *translation = translation_of(p, unit);
		if (!edit && !translation)
			continue;
		copy(p, source, at, unit->content.offset);
		write_text(p, unit, edit ? edit->tokens : translation->tokens, edit);
		at = unit->content.offset + unit->content.length;
	}
	copy(p, source, at, end);
}

Pos compose_block_range(const SourceFile *file, const Node *block) {
	uint32_t start = block->pos.offset, end = (uint32_t)file->text.n;
	while (start > 0 && file->text.p[start - 1] != '\n')
		start--;
	for (const Node *other = block->parent->first; other; other = other->next)
		if (other->pos.offset > block->pos.offset && other->pos.offset < end)
			end = other->pos.offset;
	Str text = str_sub(file->text, start, end);
	for (;;) {
		while (text.n && strchr(" \t\r\n", text.p[text.n - 1]))
			text.n--;
		size_t open = str_ends(text, "-->") ? text.n - 3 : 0;
		while (open > 0 && !str_starts(str_sub(text, open, text.n), "<!--"))
			open--;
		if (open == 0 || text.p[open - 1] != '\n')
			return (Pos){ file, start, (uint32_t)text.n };
		text.n = open;
	}
}

static void write_block(Placing *p, const Change *change) {
	bool inserted = change->start == change->end;
	if (inserted && !change->first)
		buf_z(&p->out, "\n\n");
	Pos range = compose_block_range(p->article->source.file, change->block);
	translate_range(p, range.offset, range.offset + range.length);
	if (inserted && change->first)
		buf_z(&p->out, "\n\n");
}

void compose_file(Placing *p) {
	const Units *target = &p->article->target;
	uint32_t at = 0;
	for (size_t i = 0; i < p->changes.n; i++) {
		const Change *change = &p->changes.at[i];
		copy(p, target, at, change->start);
		if (change->edit)
			write_text(p, change->edit->pair->target, change->edit->tokens, change->edit);
		else
			write_block(p, change);
		at = change->end;
	}
	copy(p, target, at, (uint32_t)target->file->text.n);
}

void compose_new_file(Placing *p) {
	const Units *source = &p->article->source;
	Str text = source->file->text;
	size_t body = 0;
	if (source->article) {
		buf_printf(&p->out, "---\nid: " STR_FMT "\n---\n", STR_ARG(p->article->id));
		body = str_find(text, "\n---", 0);
		body = body == SIZE_MAX ? 0 : str_find(text, "\n", body + 1) + 1;
	}
	translate_range(p, (uint32_t)body, (uint32_t)text.n);
}
