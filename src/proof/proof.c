/* One language: its pages are drawn, the regions on them found and tied to their units, its messages put beside their lines. */
#include "proof/internal.h"

static Str take(Arena *arena, Buf *b) {
	Str s = str_copy(arena, buf_as_str(b));
	buf_free(b);
	return s;
}

static void count_units(Proof *proof, const Translation *translation) {
	for (size_t a = 0; proof->translated && a < translation->article_count; a++) {
		for (size_t i = 0; i < translation->articles[a].n; i++) {
			const Pair *pair = &translation->articles[a].pairs[i];
			if (!pair->source)
				continue;
			proof->outdated += pair->outdated;
			proof->missing += pair->state == STATE_MISSING;
			proof->draft += pair->state == STATE_DRAFT;
		}
	}
}

/* The source's texts, once for those languages whose column shows a unit that the source's own does not. */
static Str list_texts(const Proof *proof, const Translation *translation) {
	Buf out = { 0 };
	for (size_t a = 0; translation && a < translation->article_count; a++) {
		const ArticlePair *article = &translation->articles[a];
		for (size_t i = 0; i < article->n; i++) {
			const Unit *unit = article->pairs[i].source;
			if (!unit || !unit->content.file)
				continue;
			Buf place = { 0 };
			buf_z(&out, "<p data-s=\"");
			write_unit_key(&out, article, unit);
			buf_byte(&out, '"');
			write_place(&place, unit->content);
			write_attribute(&out, "data-at", buf_as_str(&place));
			buf_free(&place);
			buf_byte(&out, '>');
			write_escaped(&out, unit->plain);
			buf_z(&out, "</p>\n");
		}
	}
	return take(proof->arena, &out);
}

static Str list_messages(Proof *proof, const ProofInput *input, const Mark *marks, size_t count) {
	Buf out = { 0 };
	for (size_t i = 0; i < count; i++) {
		const Message *message = marks[i].message;
		int page = marks[i].page == SIZE_MAX ? 0 : input->pages->pages[marks[i].page].number;
		write_message(&out, message, str_printf(proof->arena, STR_FMT "-%zu", STR_ARG(proof->language), i), page);
		proof->errors += message->severity == SEVERITY_ERROR;
		proof->warnings += message->severity == SEVERITY_WARNING;
		proof->notes += message->severity == SEVERITY_NOTE;
	}
	return take(proof->arena, &out);
}

static void add_page(Proof *proof, const ProofInput *input, const Regions *regions, const Mark *marks, size_t mark_count, size_t number) {
	const Page *from = &input->pages->pages[number];
	Buf svg = { 0 }, overlay = { 0 };
	proof_draw_page(from, input->document->layout, &svg);
	write_overlay(proof, input, regions, marks, mark_count, number, &overlay);
	proof->pages[number] = (ProofPage){
		.number = from->number,
		.width = from->width,
		.height = from->height,
		.name = str_printf(proof->arena, "pages/" STR_FMT "-%d.svg", STR_ARG(proof->language), from->number),
		.svg = take(proof->arena, &svg),
		.overlay = take(proof->arena, &overlay),
	};
	for (size_t i = 0; i < from->line_count; i++)
		proof->overset += line_is_overset(from, &from->lines[i]);
}

Proof *proof_build(const ProofInput *input) {
	Arena *arena = arena_make(), *scratch = arena_make();
	Proof *proof = arena_new(arena, Proof);
	const Document *document = input->document;
	Regions regions = { 0 };
	size_t mark_count = 0;
	proof->arena = arena;
	proof->language = str_copy(arena, input->language);
	proof->name = proof->title = proof->language;
	if (document) {
		proof->name = str_copy(arena, document->locale->name);
		proof->title = str_copy(arena, edition_string(document->edition, "title"));
		proof->rtl = document->locale->rtl;
		proof->source = str_eq(document->issue->source, input->language);
		proof->translated = !proof->source && input->translation && str_eq(input->translation->language, input->language);
		proof->page_count = input->pages->page_count;
		proof->pages = arena_array(arena, ProofPage, proof->page_count + 1);
		regions = regions_find(scratch, document, input->pages);
	}
	Mark *marks = marks_find(scratch, input, &regions, &mark_count);
	proof->messages = list_messages(proof, input, marks, mark_count);
	proof->texts = list_texts(proof, input->translation);
	count_units(proof, input->translation);
	for (size_t i = 0; i < proof->page_count; i++)
		add_page(proof, input, &regions, marks, mark_count, i);
	arena_free(scratch);
	return proof;
}

void proof_free(Proof *proof) {
	if (proof)
		arena_free(proof->arena);
}
