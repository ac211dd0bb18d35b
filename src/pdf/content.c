/* A page's content stream. Items are written in their order; what is alike is not written again (font, size, colour,
 * marked content). Text positions are differences of whole thousandths of a point, so they never drift. Within a run
 * two pens are kept in millionths of a Len: where a glyph should stand, and where a viewer has arrived by the
 * widths of W; when they are half a thousandth of an em apart, the rounded difference goes into the TJ array and
 * into the second pen: errors never add up.
 *
 * Marked content is flat (poppler drops what follows a nested sequence): a cluster with ActualText closes the
 * paragraph's sequence, is one of its own, owned by the same element, and the paragraph opens another. A sequence
 * opens and closes within one text object. */
#include <assert.h>
#include <string.h>

#include "pdf/writer.h"

#define ASIDE 20                                             /* thousandths of a point: what upright letters may stand beside their line */

typedef enum { MARK_NONE, MARK_CONTENT, MARK_ARTIFACT } MarkKind;

typedef struct {
	Writer *w;
	uint32_t number;
	PdfPage *page;
	const Page *from;
	Buf *b;
	/* what a viewer has as its state */
	bool text;                                               /* between BT and ET */
	TextSetting setting;                                     /* in it: how the text space lies, and which way the font writes */
	int64_t line_x, line_y;                                  /* thousandths of a point: where the last Td went */
	const PdfFont *font;
	Len size;
	bool down;                                               /* the font writes downwards */
	int stretch;                                             /* thousandths: Tz */
	int64_t rise;
	uint32_t colour;                                         /* RGB, UINT32_MAX: not set yet */
	Ink ink;                                                 /* in print; no colour: not set yet */
	MarkKind mark;
	Owner owner;                                             /* of the open sequence */
	bool reversed;                                           /* it is written from left to right, and read the other way */
	uint32_t block, end;                                     /* and the byte of the block's text where it has arrived */
	Artifact artifact;
	bool array;                                              /* a TJ array is open */
	bool string;                                             /* and in it a string */
} Content;

static void close_array(Content *c) {
	if (c->string)
		buf_byte(c->b, ')');
	if (c->array)
		buf_z(c->b, "]TJ\n");
	c->string = c->array = false;
}

static void end_mark(Content *c) {
	close_array(c);
	if (c->mark != MARK_NONE)
		buf_z(c->b, "EMC\n");
	c->mark = MARK_NONE;
}

static void leave_text(Content *c) {
	if (!c->text)
		return;
	end_mark(c);
	buf_z(c->b, "ET\n");
	c->text = false;
}

static void begin_text(Content *c) {
	if (c->text)
		return;
	end_mark(c);
	buf_z(c->b, "BT\n");
	c->text = true;
	c->setting = TEXT_ACROSS;
	c->line_x = c->line_y = 0;
}

static const char *const artifact_properties[] = {
	[ARTIFACT_NONE] = "/Type/Pagination", [ARTIFACT_LAYOUT] = "/Type/Layout",
	[ARTIFACT_HEADER] = "/Type/Pagination/Subtype/Header/Attached[/Top]",
	[ARTIFACT_FOOTER] = "/Type/Pagination/Subtype/Footer/Attached[/Bottom]", [ARTIFACT_PAGINATION] = "/Type/Pagination",
};

static Artifact artifact_of(const Item *item) {
	if (item->artifact == ARTIFACT_NONE && item->kind == ITEM_RECTANGLE)
		return ARTIFACT_LAYOUT;
	return item->artifact;
}

static void write_actual(Content *c, Str actual) {
	buf_z(c->b, "/ActualText<FEFF");
	pdf_utf16(c->b, actual);
	buf_byte(c->b, '>');
}

/* Right-to-left glyphs are written from left to right, which the tag ReversedChars says (ISO 32000-1, 14.8.2.3.3). */
static void begin_content(Content *c, const Item *item, uint32_t start, const Str *actual) {
	Mark *mark = list_push(c->w->arena, &c->w->marks);
	*mark = (Mark){ .owner = item->owner, .page = c->number, .block = item->block, .start = start };
	buf_z(c->b, actual ? "/Span<</MCID " : item->rtl ? "/ReversedChars<</MCID " : "/P<</MCID ");
	pdf_int(c->b, (int64_t)c->page->mark_count++);
	if (actual)
		write_actual(c, *actual);
	buf_z(c->b, ">>BDC\n");
	c->mark = MARK_CONTENT;
	c->owner = item->owner;
	c->reversed = item->rtl;
}

static void begin_artifact(Content *c, const Item *item) {
	buf_z(c->b, "/Artifact<<");
	buf_z(c->b, artifact_properties[artifact_of(item)]);
	buf_z(c->b, ">>BDC\n");
	c->mark = MARK_ARTIFACT;
	c->artifact = artifact_of(item);
}

/* Text goes on in an open sequence only where the block's text goes on, so that sequences can be put in logical
 * order. */
static bool goes_on(const Content *c, const Item *item, uint32_t start) {
	if (c->mark != MARK_CONTENT || c->owner != item->owner || item->rtl || c->reversed)
		return false;
	return item->kind != ITEM_GLYPHS || (c->block == item->block && c->end == start);
}

/* Opens the sequence that an item belongs to, unless it is open. */
static void begin_mark(Content *c, const Item *item, uint32_t start, uint32_t end) {
	if (!c->w->profile.tagged)
		return;
	if (pdf_owner_hidden(c->w, item)) {
		if (c->mark == MARK_ARTIFACT && c->artifact == artifact_of(item))
			return;
		end_mark(c);
		begin_artifact(c, item);
		return;
	}
	if (!goes_on(c, item, start)) {
		end_mark(c);
		begin_content(c, item, start, NULL);
	}
	c->block = item->block;
	c->end = end;
}

/* A sequence that gives its own text. In an artifact, or a file without tags, it is a mere property. */
static void begin_actual(Content *c, const Item *item, uint32_t start, Str actual) {
	if (c->w->profile.tagged && !pdf_owner_hidden(c->w, item)) {
		end_mark(c);
		begin_content(c, item, start, &actual);
		return;
	}
	begin_mark(c, item, start, start);
	close_array(c);
	buf_z(c->b, "/Span<<");
	write_actual(c, actual);
	buf_z(c->b, ">>BDC\n");
}

static void end_actual(Content *c, const Item *item) {
	close_array(c);
	if (c->w->profile.tagged && !pdf_owner_hidden(c->w, item))
		end_mark(c);
	else
		buf_z(c->b, "EMC\n");
}

/* Overprinting is off until a page turns it on. */
static void set_ink(Content *c, const Item *item) {
	Ink ink = print_ink(c->w->document->layout, item);
	bool known = c->ink.colour != NULL;
	if (known && ink.colour == c->ink.colour && ink.overprint == c->ink.overprint)
		return;
	close_array(c);
	if (ink.overprint != c->ink.overprint)
		pdf_ink_overprint(c->w, c->number, c->b, ink.overprint);
	if (ink.colour != c->ink.colour)
		pdf_ink_set(c->w, c->number, c->b, &ink, false);
	c->ink = ink;
}

static void set_colour(Content *c, const Item *item) {
	const Layout *layout = c->w->document->layout;
	int colour = item->colour;
	if (c->w->profile.press) {
		set_ink(c, item);
		return;
	}
	if (colour == COLOUR_NONE)
		colour = layout->text_colour;
	uint32_t rgb = 0;
	if (colour != COLOUR_NONE) {
		assert((size_t)colour < layout->colour_count);
		const uint8_t *p = layout->colours[colour].rgb;
		rgb = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
	}
	if (rgb == c->colour)
		return;
	close_array(c);
	for (int shift = 16; shift >= 0; shift -= 8) {
		pdf_fixed(c->b, ((rgb >> shift & 0xFF) * 10000 + 127) / 255, 4);
		buf_byte(c->b, ' ');
	}
	buf_z(c->b, "rg\n");
	c->colour = rgb;
}

static void set_font(Content *c, PdfFont *font, Len size, bool down) {
	if (c->font == font && c->size == size && c->down == down)
		return;
	close_array(c);
	FontUse *use = &font->uses[down];
	if (!use->object)
		use->object = pdf_object(c->w);
	if (use->named_on != c->number) {
		use->name = HPDF_Page_GetLocalFontName(c->page->page, use->object->dict);
		use->named_on = c->number;
	}
	buf_byte(c->b, '/');
	buf_z(c->b, use->name ? use->name : "F0");
	buf_byte(c->b, ' ');
	pdf_fixed(c->b, ((int64_t)size * 10000 + 512) / 1024, 4);
	buf_z(c->b, " Tf\n");
	c->font = font;
	c->size = size;
	c->down = down;
}

static void set_stretch(Content *c, int stretch) {
	if (stretch == 0)
		stretch = 1000;
	if (c->stretch == stretch)
		return;
	close_array(c);
	pdf_fixed(c->b, stretch, 1);
	buf_z(c->b, " Tz\n");
	c->stretch = stretch;
}

static void set_rise(Content *c, Len y) {
	int64_t rise = pdf_milli(y);
	if (rise == c->rise)
		return;
	close_array(c);
	pdf_fixed(c->b, rise, 3);
	buf_z(c->b, " Ts\n");
	c->rise = rise;
}

static void move_to(Content *c, int64_t x, int64_t y) {
	pdf_fixed(c->b, x - c->line_x, 3);
	buf_byte(c->b, ' ');
	pdf_fixed(c->b, y - c->line_y, 3);
	buf_z(c->b, " Td\n");
	c->line_x = x;
	c->line_y = y;
}

/* Where an item's pen begins. Turned text has a text space of its own, which lies as it does. */
static void begin_line(Content *c, const Item *item) {
	int64_t x = pdf_milli(item->x), y = pdf_milli(c->from->height) - pdf_milli(item->y);
	if (item->setting != TEXT_TURNED && c->setting != TEXT_TURNED) {
		move_to(c, x, y);
		return;
	}
	buf_z(c->b, item->setting == TEXT_TURNED ? "0 -1 1 0 " : "1 0 0 1 ");
	pdf_fixed(c->b, x, 3);
	buf_byte(c->b, ' ');
	pdf_fixed(c->b, y, 3);
	buf_z(c->b, " Tm\n");
	c->line_x = x;
	c->line_y = y;
}

/* Writes the number that brings the viewer's pen to `wanted`, if it is half a thousandth of an em away. Both pens
 * are in millionths of a Len from the item's origin. */
static void adjust_pen(Content *c, int64_t wanted, int64_t *actual) {
	assert(c->size > 0);
	int64_t size = (int64_t)c->size * c->stretch, apart = wanted - *actual;
	if (2 * (apart < 0 ? -apart : apart) < size)
		return;
	int64_t step = (2 * apart + (apart < 0 ? -size : size)) / (2 * size);
	if (c->string)
		buf_byte(c->b, ')');
	c->string = false;
	if (!c->array)
		buf_byte(c->b, '[');
	c->array = true;
	pdf_int(c->b, c->down ? step : -step);                   /* what is taken away from where the pen is: downwards that goes further */
	*actual += step * size;
}

/* Strings of codes are of plain bytes, which pack better than hexadecimal digits. */
static void put_string_byte(Buf *b, int byte) {
	if (byte == '\r')
		buf_z(b, "\\r");
	else {
		if (byte == '(' || byte == ')' || byte == '\\')
			buf_byte(b, '\\');
		buf_byte(b, byte);
	}
}

static void show_code(Content *c, const Code *code) {
	if (!c->array)
		buf_byte(c->b, '[');
	if (!c->string)
		buf_byte(c->b, '(');
	c->array = c->string = true;
	put_string_byte(c->b, (int)(code->code >> 8));
	put_string_byte(c->b, (int)(code->code & 0xFF));
}

static void show_glyph(Content *c, const Shown *shown, int64_t *actual) {
	set_rise(c, shown->y);
	adjust_pen(c, (int64_t)shown->x * 1000000, actual);
	show_code(c, shown->code);
	*actual += (int64_t)shown->code->width * c->size * c->stretch;
}

/* A font that writes downwards puts each glyph with the middle of its width on the line and its origin 0.88 em below the pen, and goes on by an
 * em (ISO 32000-1, 9.7.4.3). Glyphs that stand beside the line get a place of their own. */
static void show_glyph_down(Content *c, const Item *item, const Shown *shown, int64_t *actual) {
	int64_t em = (int64_t)c->size * 1000000;
	Len middle = shown->y + (Len)((int64_t)shown->code->width * c->size / 2000);
	int64_t x = pdf_milli(item->x) + pdf_milli(middle), aside = x - c->line_x;
	if (!c->array || aside > ASIDE || aside < -ASIDE) {
		close_array(c);
		move_to(c, x, pdf_milli(c->from->height) - pdf_milli(item->y));
		*actual = 0;
	}
	adjust_pen(c, (int64_t)shown->x * 1000000 - em * 880 / 1000, actual);
	show_code(c, shown->code);
	*actual += em;
}

/* The glyphs of an item. With `inside`, the caller has opened a sequence round it and gives the text. */
static void write_glyphs(Content *c, const Item *item, bool inside) {
	PdfFont *font = pdf_font_for(c->w, item->face);
	Showing showing = pdf_show(c->w, font, item);
	int64_t actual = 0;
	set_colour(c, item);
	bool down = item->setting == TEXT_UPRIGHT;
	set_font(c, font, item->size, down);
	set_stretch(c, down ? 1000 : item->stretch);
	if (down)
		set_rise(c, 0);
	close_array(c);
	if (!down || c->setting == TEXT_TURNED)
		begin_line(c, item);
	c->setting = item->setting;
	for (uint32_t i = 0; i < showing.unit_count; i++) {
		const Unit *unit = &showing.units[i];
		bool wrap = unit->actual && !inside;
		if (wrap)
			begin_actual(c, item, unit->start, unit->text);
		else if (!inside)
			begin_mark(c, item, unit->start, unit->end);
		for (uint32_t k = 0; k < unit->count; k++) {
			const Shown *shown = &showing.shown[unit->first + k];
			if (down)
				show_glyph_down(c, item, shown, &actual);
			else
				show_glyph(c, shown, &actual);
		}
		if (wrap)
			end_actual(c, item);
	}
	close_array(c);
}

/* The end of the word that a drop cap begins, within the item that follows it; 0 when it has none there. */
static uint32_t initial_word_end(const Item *initial, const Item *next) {
	if (!initial->initial || initial->rtl || next->kind != ITEM_GLYPHS || next->block != initial->block || next->rtl
		|| next->start != initial->end || next->owner != initial->owner || next->artifact != initial->artifact)
		return 0;
	uint32_t end = next->start;
	while (end < next->end && !strchr(" \t\n", next->text.p[end]))
		end++;
	return end > next->start ? end : 0;
}

/* Divides an item at a byte between two clusters. */
static bool split_item(const Item *item, uint32_t at, Item *head, Item *tail) {
	uint32_t k = 0;
	Len width = 0;
	*head = *tail = *item;
	while (k < item->glyph_count && item->glyphs[k].cluster < at)
		width += item->glyphs[k++].advance;
	if (k < item->glyph_count && item->glyphs[k].cluster != at)
		return false;
	head->glyph_count = k;
	head->end = at;
	head->last_hyphen = false;
	tail->glyphs += k;
	tail->glyph_count -= k;
	tail->start = at;
	tail->x += width;
	return true;
}

/* A drop cap and the rest of its word: the rest carries the whole word as its text, the initial nothing (U+2060). In
 * one sequence viewers would put the word where the tall initial stands, after the first lines. False when they are
 * not to be joined. */
static bool write_initial(Content *c, const Item *item, const Item *next) {
	uint32_t end = next ? initial_word_end(item, next) : 0;
	Item head, tail;
	if (end == 0)
		return false;
	if (end == next->end) {
		head = *next;
		tail.glyph_count = 0;
	} else if (!split_item(next, end, &head, &tail))
		return false;
	Str word = str_sub(item->text, item->start, end);
	if (head.last_hyphen)
		word = str_printf(c->w->arena, STR_FMT "\xC2\xAD", STR_ARG(word));
	begin_actual(c, item, item->start, PDF_NOTHING);
	write_glyphs(c, item, true);
	end_actual(c, item);
	begin_actual(c, item, head.start, word);
	write_glyphs(c, &head, true);
	end_actual(c, item);
	if (tail.glyph_count > 0)
		write_glyphs(c, &tail, false);
	return true;
}

static void write_area(Content *c, Len x, Len y, Len width, Len height, const char *operators) {
	int64_t bottom = pdf_milli(c->from->height) - pdf_milli(y) - pdf_milli(height);
	int64_t numbers[] = { pdf_milli(x), bottom, pdf_milli(width), pdf_milli(height) };
	for (int i = 0; i < 4; i++) {
		pdf_fixed(c->b, numbers[i], 3);
		buf_byte(c->b, ' ');
	}
	buf_z(c->b, operators);
}

static void write_rectangle(Content *c, const Item *item) {
	if (item->width <= 0 || item->height <= 0)
		return;
	leave_text(c);
	set_colour(c, item);
	begin_mark(c, item, 0, 0);
	write_area(c, item->x, item->y, item->width, item->height, "re f\n");
}

/* The matrix that puts the stored picture, turned by its orientation, into the item's rectangle. Orientations are
 * those of EXIF: where the stored picture's first row and first column belong. */
static void write_placement(Content *c, const Item *item) {
	int64_t w = pdf_milli(item->width), h = pdf_milli(item->height), x = pdf_milli(item->x);
	int64_t y = pdf_milli(c->from->height) - pdf_milli(item->y) - h;
	const int64_t matrices[8][6] = {
		{ w, 0, 0, h, x, y }, { -w, 0, 0, h, x + w, y }, { -w, 0, 0, -h, x + w, y + h }, { w, 0, 0, -h, x, y + h },
		{ 0, -h, -w, 0, x + w, y + h }, { 0, -h, w, 0, x, y + h }, { 0, h, w, 0, x, y }, { 0, h, -w, 0, x + w, y },
	};
	int orientation = item->picture->orientation;
	const int64_t *matrix = matrices[orientation >= 1 && orientation <= 8 ? orientation - 1 : 0];
	for (int i = 0; i < 6; i++) {
		pdf_fixed(c->b, matrix[i], 3);
		buf_byte(c->b, ' ');
	}
}

static void write_clip(Content *c, const Item *item) {
	write_area(c, item->clip_x, item->clip_y, item->clip_width, item->clip_height, "re W n ");
}

static void write_picture(Content *c, const Item *item) {
	Object *object = pdf_picture(c->w, item->picture);
	if (!object)
		return;
	const char *name = HPDF_Page_GetXObjectName(c->page->page, object->dict);
	c->page->transparent = c->page->transparent || item->picture->alpha.n > 0 || item->picture->transparent;
	leave_text(c);
	begin_mark(c, item, 0, 0);
	buf_z(c->b, "q ");
	if (item->clip_width > 0)
		write_clip(c, item);
	write_placement(c, item);
	buf_z(c->b, "cm/");
	buf_z(c->b, name ? name : "X0");
	buf_z(c->b, " Do Q\n");
}

/* In the source: the text's own place, what asked for a picture, or the element that it belongs to. */
static Pos place_of(const Writer *w, const Item *item) {
	const Document *document = w->document;
	const Block *block = item->kind == ITEM_GLYPHS && item->block < document->block_count ? document->blocks[item->block] : NULL;
	if (block && block->mark_count > 0)
		return block_position(block, item->start);
	if (item->pos.file)
		return item->pos;
	return item->owner < document->owner_count ? document->owners[item->owner].pos : POS_NONE;
}

void pdf_content(Writer *w, uint32_t page) {
	const Page *from = &w->pages->pages[page];
	Content c = { .w = w, .number = page, .page = &w->page[page], .from = from, .colour = UINT32_MAX, .stretch = 1000 };
	c.b = &c.page->content;
	c.page->first_mark = w->marks.n;
	if (w->profile.press)
		pdf_print_begin(w, page);
	const Item **items = pdf_order(w, page);
	for (size_t i = 0; i < from->item_count; i++) {
		const Item *item = items[i];
		w->pos = place_of(w, item);
		switch (item->kind) {
		case ITEM_RECTANGLE:
			write_rectangle(&c, item);
			break;
		case ITEM_PICTURE:
			write_picture(&c, item);
			break;
		case ITEM_GLYPHS:
			if (item->glyph_count == 0)
				break;
			begin_text(&c);
			if (write_initial(&c, item, i + 1 < from->item_count ? items[i + 1] : NULL))
				i++;
			else
				write_glyphs(&c, item, false);
			break;
		}
	}
	leave_text(&c);
	end_mark(&c);
	if (c.b->n == 0)
		buf_byte(c.b, '\n');
}
