/* What issue.yaml places where, checked against the Layout: templates and frames must exist. (That what is placed
 * has been written, and the reverse, the issue's reader has checked.) The stories follow in the order of their first
 * place, articles first, then boxes. */
#include "document/build.h"

static void suggest_templates(Builder *b, const PagePlan *page) {
	const Layout *layout = b->doc->layout;
	Diag *diag = b->job->diag;
	Str *names = arena_array(b->arena, Str, layout->template_count + 1);
	for (size_t i = 0; i < layout->template_count; i++)
		names[i] = layout->templates[i].name;
	diag_error(diag, page->template_pos, RULE_TEMPLATE_UNKNOWN, "the layout has no template '" STR_FMT "'",
		STR_ARG(page->template));
	diag_suggest(diag, page->template, names, layout->template_count);
}

static void suggest_frames(Builder *b, const Template *template, const Place *place) {
	Diag *diag = b->job->diag;
	Str *names = arena_array(b->arena, Str, template->frame_count + 1);
	for (size_t i = 0; i < template->frame_count; i++)
		names[i] = template->frames[i].name;
	diag_error(diag, place->frame_pos, RULE_FRAME_UNKNOWN, "template '" STR_FMT "' has no frame '" STR_FMT "'",
		STR_ARG(template->name), STR_ARG(place->frame));
	diag_suggest(diag, place->frame, names, template->frame_count);
	diag_related(diag, template->pos, "the template is here");
}

const Design *build_design_named(const Builder *b, Str name) {
	int index = layout_find_design(b->doc->layout, name);
	return index >= 0 ? &b->doc->layout->designs[index] : b->default_design;
}

static const Design *design_of(const Builder *b, const Frame *frame) {
	return frame && frame->design >= 0 ? &b->doc->layout->designs[frame->design] : b->default_design;
}

static Str section_name(Builder *b, const Article *article) {
	if (article->section.n == 0)
		return STR("");
	Str key = str_printf(b->arena, "sections." STR_FMT, STR_ARG(article->section));
	return edition_string(b->doc->edition, key.p);
}

static bool is_story(const Builder *b, const Article *article) {
	for (size_t i = 0; i < b->article_stories; i++)
		if (b->doc->stories[i].article == article)
			return true;
	return false;
}

static void plan_article(Builder *b, const Place *place, const Frame *frame) {
	const Article *article = edition_find_article(b->doc->edition, place->target);
	if (!article || is_story(b, article))
		return;
	Story story = { .id = article->id, .article = article, .section = section_name(b, article),
		.design = design_of(b, frame) };
	size_t anchor = build_find_anchor(b, article->id);
	story.title = anchor == SIZE_MAX ? STR("") : b->anchors.at[anchor].title;
	if (story.title.n == 0)
		story.title = article->id;
	const Node *short_title = build_role_of(article, "short");
	b->locale = build_locale_of(b, article);
	story.short_title = build_plain(b, short_title ? short_title->first : NULL);
	b->locale = b->doc->locale;
	if (story.short_title.n == 0)
		story.short_title = story.title;
	b->doc->stories[b->article_stories++] = story;
}

static void plan_box(Builder *b, const Place *place, const Frame *frame) {
	size_t anchor = build_find_anchor(b, place->target);
	if (!frame || anchor == SIZE_MAX || !b->sources.at[anchor].box)
		return;
	for (size_t i = 0; i < b->box_places.n; i++)
		if (str_eq(b->box_places.at[i].id, place->target))
			return;
	*list_push(b->arena, &b->box_places) = (BoxPlace){ .id = place->target, .frame = frame };
}

static void plan_page(Builder *b, const PagePlan *page, bool boxes) {
	const Template *template = layout_find_template(b->doc->layout, page->template);
	if (!template && !boxes)
		suggest_templates(b, page);
	for (size_t i = 0; template && !b->contents_frame && i < template->frame_count; i++)
		if (template->frames[i].auto_kind == AUTO_CONTENTS)
			b->contents_frame = &template->frames[i];
	for (size_t i = 0; i < page->place_count; i++) {
		const Place *place = &page->places[i];
		const Frame *frame = template ? template_find_frame(template, place->frame) : NULL;
		if (template && !frame && !boxes)
			suggest_frames(b, template, place);
		if (place->kind == PLACE_ARTICLE && !boxes)
			plan_article(b, place, frame);
		else if (place->kind == PLACE_BOX && boxes)
			plan_box(b, place, frame);
		else if (place->kind == PLACE_AUTO && str_is(place->target, "contents") && frame && !b->contents_frame)
			b->contents_frame = frame;
	}
}

/* Boxes of articles that stand nowhere have no story. */
static void add_box_stories(Builder *b) {
	Document *doc = b->doc;
	size_t kept = 0;
	doc->story_count = b->article_stories;
	for (size_t i = 0; i < b->box_places.n; i++) {
		BoxPlace place = b->box_places.at[i];
		const Article *article = b->sources.at[build_find_anchor(b, place.id)].article;
		if (!is_story(b, article))
			continue;
		place.story = doc->story_count;
		b->box_places.at[kept++] = place;
		doc->stories[doc->story_count++] =
			(Story){ .id = place.id, .article = article, .design = design_of(b, place.frame) };
	}
	b->box_places.n = kept;
}

void build_plan(Builder *b) {
	const Issue *issue = b->doc->issue;
	size_t places = b->doc->edition->article_count;
	for (size_t i = 0; i < issue->page_count; i++)
		places += issue->pages[i].place_count;
	b->doc->stories = arena_array(b->arena, Story, places + 1);
	for (size_t i = 0; i < issue->page_count; i++)
		plan_page(b, &issue->pages[i], false);
	for (size_t i = 0; i < issue->page_count; i++)
		plan_page(b, &issue->pages[i], true);
	add_box_stories(b);
}
