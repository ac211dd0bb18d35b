/* Puts edits of units into a translation's file so that every other byte stays. A unit that is there gives way to its new text; for
 * one that is not, its block is taken over from the source, behind the translation of the block before it. Then the result is read
 * again: an edit that does not read as it was meant, or makes another unit read differently, is refused and the rest done anew. */
#include <stdlib.h>

#include "base/file.h"
#include "translate/place.h"

static int by_start(const void *a, const void *b) {
	const Change *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	uint32_t first = x->block ? x->block->pos.offset : 0, second = y->block ? y->block->pos.offset : 0;
	return first < second ? -1 : first > second;
}

/* The translation's block for a block of the source: SIZE_MAX pairs are none, different blocks are `several`. */
static const Node *block_of(const ArticlePair *article, const Node *block, bool *several) {
	const Node *found = NULL;
	for (size_t i = 0; i < article->n; i++) {
		const Pair *pair = &article->pairs[i];
		if (!pair->source || !pair->target || pair->source->top != block)
			continue;
		*several |= found && found != pair->target->top;
		found = pair->target->top;
	}
	return found;
}

/* The nearest block before this one that the translation has, in the order of the source's bytes. */
static const Node *block_before(const ArticlePair *article, const Node *block) {
	const Node *nearest = NULL, *found = NULL;
	bool several = false;
	for (const Node *other = block->parent->first; other; other = other->next) {
		if (other->pos.offset >= block->pos.offset || (nearest && other->pos.offset < nearest->pos.offset))
			continue;
		const Node *translation = block_of(article, other, &several);
		if (translation) {
			nearest = other;
			found = translation;
		}
	}
	return found;
}

static bool is_planned(const Placing *p, const Node *block) {
	for (size_t i = 0; i < p->changes.n; i++)
		if (p->changes.at[i].block == block)
			return true;
	return false;
}

static void plan_block(Placing *p, Edit *edit) {
	const ArticlePair *article = p->article;
	const SourceFile *file = article->target.file;
	const Node *block = edit->pair->source->top;
	bool several = false;
	if (!block) {
		edit->refused = "strings.yaml of the translation lacks its key";
		return;
	}
	if (is_planned(p, block))
		return;
	Change change = { .block = block };
	const Node *there = block_of(article, block, &several), *before = there ? NULL : block_before(article, block);
	if (several) {
		edit->refused = "the block it belongs to is in several parts in the translation";
		return;
	}
	if (there || before) {
		Pos range = compose_block_range(file, there ? there : before);
		change.end = range.offset + range.length;
		change.start = there ? range.offset : change.end;
	} else {
		const Node *first = article->target.article->root->first;
		change.first = first != NULL;
		change.start = change.end = first ? compose_block_range(file, first).offset : (uint32_t)file->text.n;
	}
	*list_push(p->arena, &p->changes) = change;
}

static bool is_within_change(const Placing *p, const Unit *unit) {
	for (size_t i = 0; i < p->changes.n; i++) {
		const Change *change = &p->changes.at[i];
		if (change->block && unit->content.offset >= change->start && unit->content.offset < change->end)
			return true;
	}
	return false;
}

static void plan(Placing *p) {
	p->changes.n = 0;
	p->expected.n = 0;
	p->out.n = 0;
	for (size_t i = 0; i < p->edit_count; i++)
		if (!p->edits[i].refused && !p->edits[i].pair->target)
			plan_block(p, &p->edits[i]);
	for (size_t i = 0; i < p->edit_count; i++) {
		Edit *edit = &p->edits[i];
		if (edit->refused || !edit->pair->target || is_within_change(p, edit->pair->target))
			continue;
		uint32_t start = edit->pair->target->content.offset;
		*list_push(p->arena, &p->changes) =
			(Change){ .start = start, .end = start + edit->pair->target->content.length, .edit = edit };
	}
	if (p->changes.n)
		qsort(p->changes.at, p->changes.n, sizeof *p->changes.at, by_start);
}

static bool is_met(const Units *units, const Expectation *expected) {
	for (size_t i = 0; i < units->n; i++)
		if (units->at[i].content.offset == expected->at)
			return str_eq(units->at[i].text, expected->text);
	return false;
}

/* Refuses the edit of an expectation that is not met; of an old unit's, the edit nearest before it, or behind. */
static bool blame(Placing *p, size_t at) {
	for (size_t i = at + 1; i-- > 0;) {
		if (p->expected.at[i].edit) {
			p->expected.at[i].edit->refused = "written as Markdown it would not read the same";
			return true;
		}
	}
	for (size_t i = at; i < p->expected.n; i++) {
		if (p->expected.at[i].edit) {
			p->expected.at[i].edit->refused = "written as Markdown it would not read the same";
			return true;
		}
	}
	return false;
}

/* Reads what was written; false when an edit had to be refused. */
static bool verify(Placing *p) {
	if (!p->article->source.article)
		return true;
	Job quiet = { p->arena, diag_make(p->arena, STR("")) };
	const SourceFile *file =
		file_of_text(p->arena, p->article->source.file->path, str_copy(p->arena, buf_as_str(&p->out)));
	Units units = units_of_article(&quiet, issue_read_article(&quiet, file));
	bool met = true;
	for (size_t i = 0; i < p->expected.n; i++)
		if (!is_met(&units, &p->expected.at[i]))
			met &= !blame(p, i);
	return met;
}

Str place_edits(Job *job, const ArticlePair *article, Edit *edits, size_t count) {
	Str text = STR("");
	for (size_t tries = 0; tries <= count && text.n == 0; tries++) {
		Placing p = { .article = article, .edits = edits, .edit_count = count, .arena = arena_make() };
		size_t left = 0;
		if (article->target.file)
			plan(&p);
		for (size_t i = 0; i < count; i++)
			left += !edits[i].refused;
		if (left && article->target.file)
			compose_file(&p);
		else if (left)
			compose_new_file(&p);
		if (left == 0)
			tries = count;
		else if (verify(&p))
			text = str_copy(job->arena, buf_as_str(&p.out));
		buf_free(&p.out);
		arena_free(p.arena);
	}
	return text;
}
