/* A justified line is loose when its word spaces are wider than the typography of its language allows (space-limit).
 * One note an article and language names the widest, since that is the one to edit first. The width follows from the
 * line's ratio: 0 is the natural space, 1000 the widest that breaking counts as good (space-max). */
#include "preflight/checks.h"

typedef struct {
	Str story;
	const PageLine *widest;
	int page;
	int space;                                               /* of the widest, thousandths of the natural one */
	unsigned others;
} LooseStory;

typedef struct { LooseStory *at; size_t n, room; } LooseStories;

static int word_space(const PageLine *line, const Typography *typography) {
	int64_t space = 1000 + (int64_t)line->ratio * (typography->space_max - 1000) / 1000;
	return space < INT32_MAX ? (int)space : INT32_MAX;
}

static LooseStory *story_for(Arena *arena, LooseStories *stories, Str name) {
	for (size_t i = 0; i < stories->n; i++)
		if (str_eq(stories->at[i].story, name))
			return &stories->at[i];
	LooseStory *story = list_push(arena, stories);
	story->story = name;
	return story;
}

static void look_at(Job *job, const Document *document, const Page *page, const PageLine *line, LooseStories *stories) {
	const Block *block = line->block < document->block_count ? document->blocks[line->block] : NULL;
	if (!block || line->ratio <= 0 || line->last || line->generated || block->style->align != ALIGN_JUSTIFY)
		return;
	const Locale *locale = document->locale;
	const Typography *typography = str_eq(block->language, locale->tag)
	                                   ? document->typography
	                                   : layout_typography_for(document->layout, locale->script, block->language);
	int space = word_space(line, typography);
	if (space <= typography->space_stretch_limit)
		return;
	LooseStory *story = story_for(job->arena, stories, line->story);
	story->others += story->widest != NULL;
	if (space > story->space)
		*story = (LooseStory){ story->story, line, page->number, space, story->others };
}

static void report(Job *job, const Document *document, const LooseStory *story) {
	Pos pos = block_position(document->blocks[story->widest->block], story->widest->start);
	diag_report(job->diag, SEVERITY_NOTE, pos, RULE_LINE_LOOSE, "the line that begins here has word spaces of %d.%d times the usual width",
	            story->space / 1000, story->space % 1000 / 100);
	if (story->others)
		diag_note(job->diag, "page %d; %u other loose %s in this article", story->page, story->others,
		          story->others == 1 ? "line" : "lines");
	else
		diag_note(job->diag, "page %d", story->page);
	diag_help(job->diag, "change a word in this paragraph, or allow a hyphenation");
}

void check_word_spaces(Job *job, const Document *document, const Pages *pages) {
	LooseStories stories = { 0 };
	for (size_t p = 0; p < pages->page_count; p++)
		for (size_t i = 0; i < pages->pages[p].line_count; i++)
			look_at(job, document, &pages->pages[p], &pages->pages[p].lines[i], &stories);
	for (size_t i = 0; i < stories.n; i++)
		report(job, document, &stories.at[i]);
}
