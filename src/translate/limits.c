/* How long short texts may be: headlines, short titles, titles of boxes. A slot is as wide as the column or frame where the layout
 * sets it and as many lines high as the source takes there (a box's title: two at least); what the language gets into it follows from the mean advance of its
 * letters in its font, measured on the translation's own texts. An estimate for translators; whether it fits is seen on the page. */
#include "translate/internal.h"

#define SAMPLE_BYTES 4000

struct Limits {
	Job *job;
	const Translation *translation;
	const Layout *layout;
	FontSet *fonts;
	Str source_script, script;
	Str sample; /* of the language */
};

static Str sample_of(Arena *arena, const Translation *t) {
	Buf sample = { 0 };
	for (size_t a = 0; a < t->article_count && sample.n < SAMPLE_BYTES; a++)
		for (size_t i = 0; i < t->articles[a].target.n && sample.n < SAMPLE_BYTES; i++)
			buf_str(&sample, t->articles[a].target.at[i].plain);
	Str s = str_copy(arena, buf_as_str(&sample));
	buf_free(&sample);
	return s;
}

Limits *translate_find_limits(Job *job, const Translation *t, const Layout *layout, FontSet *fonts) {
	Limits *limits = arena_new(job->arena, Limits);
	Str script = script_of_language(job->arena, t->language);
	if (layout_writing_for(layout, script, t->language) != WRITING_ACROSS)
		layout = layout_turned(job->arena, layout);
	Job *quiet = arena_new(job->arena, Job);
	*quiet = (Job){ job->arena, diag_make(job->arena, t->language) };
	*limits = (Limits){ quiet,
		                t,
		                layout,
		                fonts,
		                script_of_language(job->arena, t->issue->source),
		                script,
		                sample_of(job->arena, t) };
	return limits;
}

static const Frame *frame_of(const Limits *limits, PlaceKind kind, Str target) {
	const Issue *issue = limits->translation->issue;
	for (size_t i = 0; i < issue->page_count; i++) {
		const Template *template = layout_find_template(limits->layout, issue->pages[i].template);
		for (size_t j = 0; template && j < issue->pages[i].place_count; j++) {
			const Place *place = &issue->pages[i].places[j];
			if (place->kind == kind && str_eq(place->target, target))
				return template_find_frame(template, place->frame);
		}
	}
	return NULL;
}

static Len width_of(const Layout *l, const Frame *frame, bool whole) {
	Len measure = l->page_width - l->margin_inside - l->margin_outside;
	Len column = (measure - (l->grid_columns - 1) * l->grid_gutter) / l->grid_columns;
	Len width = frame->span * column + (frame->span - 1) * l->grid_gutter;
	return whole || frame->columns < 2 ? width : (width - (frame->columns - 1) * frame->gutter) / frame->columns;
}

typedef struct {
	Len width;
	const ParagraphStyle *style;
} Slot;

static Slot slot_in(const Limits *limits, const Frame *frame, const Design *design, TextKind kind, bool whole) {
	const ParagraphStyle *style = &limits->layout->styles[design->styles[kind]];
	return (Slot){ width_of(limits->layout, frame, whole) - design->pad_start - design->pad_end - style->indent_start -
		               style->indent_end,
		           style };
}

static bool find_slot(const Limits *limits, const ArticlePair *article, const Unit *unit, Slot *slot) {
	const Frame *frame = frame_of(limits, PLACE_ARTICLE, article->id);
	if (unit->kind == UNIT_BOX_TITLE) {
		const Frame *own = unit->top->id.n ? frame_of(limits, PLACE_BOX, unit->top->id) : NULL;
		int design = layout_find_design(limits->layout, unit->top->name);
		if (design < 0 || !(own || frame))
			return false;
		*slot = slot_in(limits, own ? own : frame, &limits->layout->designs[design], TEXT_TITLE, false);
		return true;
	}
	if (!frame || frame->design < 0 || (unit->kind != UNIT_TITLE && unit->kind != UNIT_SHORT))
		return false;
	const Design *design = &limits->layout->designs[frame->design];
	*slot = slot_in(limits, frame, design, unit->kind == UNIT_TITLE ? TEXT_HEADLINE : TEXT_JUMP_TITLE,
	                design->head_spans && unit->kind == UNIT_TITLE);
	return true;
}

/* The width of a text in the style of a slot. */
static Len measure(const Limits *limits, const ParagraphStyle *style, Str script, Str language, Str text) {
	FaceChain chain =
		fontset_chain(limits->fonts, limits->job, style->font, script, language, style->weight, style->italic);
	if (!chain.first.face || chain.first.face->upem == 0)
		return 0;
	Len size = len_scale(style->size, layout_typography_for(limits->layout, script, language)->scale, 1000);
	return (Len)(face_measure(chain.first.face, text) * size / chain.first.face->upem);
}

unsigned translate_limit_of(const Limits *limits, const ArticlePair *article, const Unit *unit) {
	const Translation *t = limits->translation;
	Slot slot;
	if (limits->sample.n == 0 || !find_slot(limits, article, unit, &slot) || slot.width <= 0)
		return 0;
	Len source = measure(limits, slot.style, limits->source_script, t->issue->source, unit->plain);
	Len sample = measure(limits, slot.style, limits->script, t->language, limits->sample);
	if (source <= 0 || sample <= 0)
		return 0;
	int64_t lines = (source + slot.width - 1) / slot.width;
	if (unit->kind == UNIT_BOX_TITLE && lines < 2)
		lines = 2;
	return (unsigned)(lines * slot.width * (int64_t)utf8_count(limits->sample) / sample);
}
