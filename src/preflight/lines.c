/* A justified line is loose when a word space in it is wider than the typography of its language allows (space-limit, as a
 * multiple of the font's own). Spaces are measured as they stand on the page, so it does not matter what else took a share
 * of the stretch: letters, kashidas. One note an article and language names the widest, since that is the one to edit first. */
#include "preflight/checks.h"

typedef struct {
	Str story;
	const PageLine *widest;
	int page;
	int space;                                               /* of the widest, thousandths of the natural one */
	unsigned others;
} LooseStory;

typedef struct { LooseStory *at; size_t n, room; } LooseStories;

/* The widest space of the item, in thousandths of its font's. */
static int widest_space(const Item *item) {
	int64_t natural = (int64_t)item->face->word_space * item->size / item->face->upem, widest = 0;
	if (natural <= 0)
		return 0;
	for (uint32_t i = 0; i < item->glyph_count; i++) {
		const Glyph *glyph = &item->glyphs[i];
		if (glyph->cluster < item->text.n && item->text.p[glyph->cluster] == ' ' && glyph->advance > widest)
			widest = glyph->advance;
	}
	return (int)(widest * 1000 / natural);
}

static int word_space(const Page *page, const PageLine *line) {
	int widest = 0;
	for (uint32_t i = 0; i < line->item_count; i++) {
		const Item *item = &page->items[line->first_item + i];
		int space = item->kind == ITEM_GLYPHS ? widest_space(item) : 0;
		widest = space > widest ? space : widest;
	}
	return widest;
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
	if (!block || line->last || line->generated || block->style->align != ALIGN_JUSTIFY)
		return;
	const Typography *typography = document_typography_for(document, block->language);
	int space = word_space(page, line);
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

void check_word_spaces(Preflight *p) {
	Job *job = p->job;
	const Document *document = p->document;
	const Pages *pages = p->pages;
	LooseStories stories = { 0 };
	for (size_t p = 0; p < pages->page_count; p++)
		for (size_t i = 0; i < pages->pages[p].line_count; i++)
			look_at(job, document, &pages->pages[p], &pages->pages[p].lines[i], &stories);
	for (size_t i = 0; i < stories.n; i++)
		report(job, document, &stories.at[i]);
}
