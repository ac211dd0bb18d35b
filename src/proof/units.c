/* Which unit of the source a place in a file belongs to. A unit is named by its article and its identity in the source, so the same
 * name stands in every language at what corresponds. Where a whole article stands in the source's language, the source is asked. */
#include "proof/internal.h"

static bool same_path(const SourceFile *a, const SourceFile *b) {
	return a && b && (a == b || str_eq(a->path, b->path));
}

static bool holds(const Unit *unit, Pos pos) {
	return unit && same_path(unit->content.file, pos.file) && pos.offset >= unit->content.offset &&
	       pos.offset <= unit->content.offset + unit->content.length;
}

static bool begins_at(const Unit *unit, Pos pos) {
	return unit && unit->node && same_path(unit->node->pos.file, pos.file) && unit->node->pos.offset == pos.offset;
}

const Pair *pair_at(const Translation *translation, Pos pos, const ArticlePair **article) {
	for (int attempt = 0; attempt < 3; attempt++) {
		for (size_t a = 0; translation && a < translation->article_count; a++) {
			*article = &translation->articles[a];
			for (size_t i = 0; i < (*article)->n; i++) {
				const Pair *pair = &(*article)->pairs[i];
				if (attempt == 0 ? holds(pair->target, pos) : attempt == 1 ? begins_at(pair->target, pos) : holds(pair->source, pos))
					return pair;
			}
		}
	}
	return NULL;
}

void write_unit_key(Buf *out, const ArticlePair *article, const Unit *source) {
	write_escaped(out, article->id);
	buf_byte(out, '/');
	write_escaped(out, source->id);
}
