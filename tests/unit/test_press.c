/* Preflight for print: one good and one bad case of each row of the table of limits, on pages made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "picture/drawing.h"
#include "pdf_sample.h"
#include "preflight/preflight.h"

#define SERIF NOTO "NotoSerif-Regular.ttf"
#define BOLD NOTO "NotoSerif-Bold.ttf"
#define PAGE_WIDTH LEN_OF_PT(300)
#define PAGE_HEIGHT LEN_OF_PT(400)
#define BLEED_MM 8704                                        /* 3 mm */

enum { BLACK, WHITE, RED, FOURFOLD, DARK, SPOT, OTHER, PALE, COLOURS };

typedef struct {
	Sample s;
	SourceFile *file;
	ParagraphStyle style;
	Block block, *blocks[1];
	Issue issue;
	PagePlan plan[4];
	Picture picture;
	PreflightPress press;
} Fixture;

/* Line n of the layout, from 1. */
static Pos line(Fixture *f, int n) {
	return (Pos){ f->file, f->file->line_starts[n - 1], 1 };
}

static Separator *open_profile(const char *from, const char *to) {
	static const char *const places[] = { "build/icc/FOGRA39L_coated.icc",
		"/usr/share/texlive/texmf-dist/tex/generic/colorprofiles/FOGRA39L_coated.icc" };
	Arena *arena = arena_make();
	Separator *separator = NULL;
	for (int i = 0; i < 2 && !separator; i++) {
		int error = 0;
		Str icc = file_read_bytes(arena, str_of(places[i]), 1 << 24, &error);
		char *at = icc.n > 0 && from ? memmem(icc.p, icc.n, from, strlen(from)) : NULL;
		if (at)
			memcpy(at, to, strlen(to));
		separator = icc.n > 0 ? separator_open(icc) : NULL;
	}
	arena_free(arena);
	assert_non_null(separator);                              /* `make profile` */
	return separator;
}

static void start(Fixture *f) {
	static const Colour colours[COLOURS] = {
		[BLACK] = { .name = { "black", 5 }, .cmyk = { 0, 0, 0, 1000 }, .tint = 1000 },
		[WHITE] = { .name = { "white", 5 }, .rgb = { 255, 255, 255 }, .tint = 1000 },
		[RED] = { .name = { "red", 3 }, .rgb = { 190, 20, 30 }, .cmyk = { 0, 1000, 900, 0 }, .tint = 1000 },
		[FOURFOLD] = { .name = { "fourfold", 8 }, .cmyk = { 900, 900, 900, 700 }, .tint = 1000 },
		[DARK] = { .name = { "dark", 4 }, .cmyk = { 700, 600, 600, 850 }, .tint = 1000 },
		[SPOT] = { .name = { "spot", 4 }, .rgb = { 180, 0, 40 }, .cmyk = { 0, 1000, 700, 100 }, .spot = { "PANTONE 185 C", 13 }, .tint = 1000 },
		[OTHER] = { .name = { "other", 5 }, .rgb = { 0, 0, 160 }, .cmyk = { 1000, 800, 0, 0 }, .tint = 1000 },
		[PALE] = { .name = { "pale", 4 }, .rgb = { 200, 200, 200 }, .cmyk = { 0, 0, 0, 200 }, .tint = 1000 },
	};
	sample_start(&f->s);
	f->file = file_of_text(f->s.arena, STR("layout.yaml"), STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"));
	f->s.layout.colours = arena_copy(f->s.arena, colours, sizeof colours);
	f->s.layout.colour_count = COLOURS;
	for (int i = 0; i < COLOURS; i++)
		f->s.layout.colours[i].pos = line(f, i + 1);
	f->s.layout.bleed = f->s.layout.bleed_top = f->s.layout.bleed_bottom = f->s.layout.bleed_inside = f->s.layout.bleed_outside = BLEED_MM;
	f->style = (ParagraphStyle){ .name = STR("body"), .pos = line(f, 15) };
	f->block = (Block){ .style = &f->style, .language = STR("en") };
	f->blocks[0] = &f->block;
	f->issue = (Issue){ .file = f->file, .pages = f->plan, .page_count = 4 };
	for (int i = 0; i < 4; i++)
		f->plan[i].pos = line(f, 16 + i);
	f->s.document.blocks = f->blocks;
	f->s.document.block_count = 1;
	f->s.document.issue = &f->issue;
	f->picture = (Picture){ .path = STR("map.png"), .width = 600, .height = 600, .orientation = 1, .colour = PICTURE_GREY, .bits = 8 };
	f->press = (PreflightPress){ .kind = PRESS_SHEETFED };
	sample_page(&f->s, PAGE_WIDTH, PAGE_HEIGHT);
}

static void finish_pages(Fixture *f) {
	while (f->s.page.n < 4) {
		sample_page(&f->s, PAGE_WIDTH, PAGE_HEIGHT);
		Item *item = sample_rectangle(&f->s, LEN_OF_PT(50), LEN_OF_PT(50), LEN_OF_PT(20), LEN_OF_PT(20), PALE);
		item->pos = line(f, 20);
	}
	sample_end_page(&f->s);
	f->s.document.owners = f->s.owners.at;
	f->s.document.owner_count = f->s.owners.n;
	f->s.pages = (Pages){ .pages = f->s.page.at, .page_count = f->s.page.n };
}

static void end(Fixture *f) {
	separator_close(f->press.separator);
	sample_free(&f->s);
}

/* Runs all checks: nothing but one message of this rule, at this line of the layout; rule RULE_COUNT: no message at all. */
static void judge(Fixture *f, Rule rule, Severity severity, uint32_t at_line) {
	finish_pages(f);
	preflight_check(&f->s.job, &f->s.document, &f->s.pages, &f->press);
	const Diag *diag = f->s.job.diag;
	size_t wanted = rule < RULE_COUNT;
	bool good = diag->messages.n == wanted;
	if (good && wanted) {
		const Message *m = &diag->messages.at[0];
		good = m->rule == rule && m->severity == severity && m->pos.file && pos_line_column(m->pos).line == at_line && m->help.n > 0;
	}
	if (!good) {
		Buf said = { 0 };
		diag_print(diag, DIAG_HUMAN, false, &said);
		fail_msg("wanted %s at line %u, got: %.*s", wanted ? rule_name(rule) : "nothing", at_line, (int)said.n, said.p);
	}
	end(f);
}

static void nothing(Fixture *f) {
	judge(f, RULE_COUNT, SEVERITY_NOTE, 0);
}

static Item *area(Fixture *f, int left, int top, int width, int height, int colour) {
	Item *item = sample_rectangle(&f->s, LEN_OF_PT(left), LEN_OF_PT(top), LEN_OF_PT(width), LEN_OF_PT(height), colour);
	item->pos = line(f, 20);
	return item;
}

static Item *text(Fixture *f, const char *face, double size, int colour) {
	Str words = STR("Words");
	Item *item = sample_part(&f->s, sample_face(&f->s, face), (Len)(size * LEN_PT), 0, 0, LEN_OF_PT(60), LEN_OF_PT(100), words, 0, 5);
	item->colour = colour;
	return item;
}

static Item *picture(Fixture *f, double width, double height) {
	Item *item = sample_item(&f->s, ITEM_PICTURE, 0, LEN_OF_PT(50), LEN_OF_PT(50));
	item->width = (Len)(width * LEN_PT);
	item->height = (Len)(height * LEN_PT);
	item->picture = &f->picture;
	item->pos = line(f, 19);
	return item;
}

static void ink_of_a_square_is_limited(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	area(&f, 50, 50, 60, 60, FOURFOLD);                      /* 340 % */
	judge(&f, RULE_INK_COVERAGE, SEVERITY_WARNING, 20);
	start(&f);
	f.s.layout.colours[FOURFOLD].cmyk[3] = 500;              /* 320 % */
	area(&f, 50, 50, 60, 60, FOURFOLD);
	nothing(&f);
	start(&f);
	f.press.kind = PRESS_NEWS;
	f.s.layout.colours[FOURFOLD].cmyk[3] = 0;                /* 270 % */
	area(&f, 50, 50, 60, 60, FOURFOLD);
	judge(&f, RULE_INK_COVERAGE, SEVERITY_WARNING, 20);
	start(&f);
	area(&f, 50, 50, 30, 30, FOURFOLD);                      /* a quarter of the square */
	nothing(&f);
}

static void ink_that_is_knocked_out_does_not_count(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	area(&f, 50, 50, 60, 60, FOURFOLD);
	area(&f, 50, 50, 60, 60, PALE);
	nothing(&f);
	start(&f);
	f.s.layout.colours[OTHER] = (Colour){ .name = STR("over"), .pos = line(&f, 7), .cmyk = { 0, 0, 0, 990 }, .tint = 1000, .overprint = OVERPRINT_ALWAYS };
	f.s.layout.colours[FOURFOLD].cmyk[3] = 0;
	area(&f, 50, 50, 60, 60, FOURFOLD);
	area(&f, 50, 50, 60, 60, OTHER);                         /* 270 % and 99 % more */
	judge(&f, RULE_INK_COVERAGE, SEVERITY_WARNING, 20);
}

static void the_profile_may_bear_less_than_the_press(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	f.press.separator = open_profile("FOGRA39L", "FOGRA51L");
	assert_int_equal(separator_profile(f.press.separator)->ink_limit, 300);
	f.s.layout.colours[FOURFOLD].cmyk[3] = 400;              /* 310 % */
	area(&f, 50, 50, 60, 60, FOURFOLD);
	judge(&f, RULE_INK_COVERAGE, SEVERITY_WARNING, 20);
	start(&f);
	f.press.separator = open_profile(NULL, NULL);
	f.s.layout.colours[FOURFOLD].cmyk[3] = 400;
	area(&f, 50, 50, 60, 60, FOURFOLD);
	nothing(&f);
}

static void ink_of_pictures_counts(void **state) {
	(void)state;
	static char pixels[300 * 300 * 3];                       /* black, about 317 % in FOGRA39 */
	for (int bad = 0; bad < 2; bad++) {
		Fixture f;
		start(&f);
		memset(pixels, bad ? 0 : 120, sizeof pixels);
		f.press.separator = open_profile("FOGRA39L", "FOGRA51L");
		f.picture = (Picture){ .path = STR("p.png"), .width = 300, .height = 300, .orientation = 1, .colour = PICTURE_RGB, .bits = 8,
			.data = { pixels, sizeof pixels }, .hash = 1 };
		picture(&f, 60, 60);
		if (bad)
			judge(&f, RULE_INK_COVERAGE, SEVERITY_WARNING, 19);
		else
			nothing(&f);
	}
}

static void pictures_are_fine_enough(void **state) {
	(void)state;
	static const struct { PressKind press; double ppi; int bits; Rule rule; Severity severity; } cases[] = {
		{ PRESS_SHEETFED, 149.4, 8, RULE_IMAGE_RESOLUTION, SEVERITY_ERROR }, { PRESS_SHEETFED, 149.6, 8, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING },
		{ PRESS_SHEETFED, 224.4, 8, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING }, { PRESS_SHEETFED, 224.6, 8, RULE_COUNT, 0 },
		{ PRESS_HEATSET, 149.4, 8, RULE_IMAGE_RESOLUTION, SEVERITY_ERROR }, { PRESS_HEATSET, 225, 8, RULE_COUNT, 0 },
		{ PRESS_NEWS, 99.4, 8, RULE_IMAGE_RESOLUTION, SEVERITY_ERROR }, { PRESS_NEWS, 149, 8, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING },
		{ PRESS_NEWS, 150, 8, RULE_COUNT, 0 }, { PRESS_DIGITAL, 95, 8, RULE_IMAGE_RESOLUTION, SEVERITY_ERROR },
		{ PRESS_DIGITAL, 96, 8, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING }, { PRESS_DIGITAL, 150, 8, RULE_COUNT, 0 },
		{ PRESS_SHEETFED, 549, 1, RULE_IMAGE_RESOLUTION, SEVERITY_ERROR }, { PRESS_SHEETFED, 799, 1, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING },
		{ PRESS_SHEETFED, 801, 1, RULE_COUNT, 0 }, { PRESS_DIGITAL, 349, 1, RULE_IMAGE_RESOLUTION, SEVERITY_ERROR },
		{ PRESS_DIGITAL, 599, 1, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING }, { PRESS_DIGITAL, 601, 1, RULE_COUNT, 0 },
		{ PRESS_SHEETFED, 450, 8, RULE_COUNT, 0 }, { PRESS_SHEETFED, 452, 8, RULE_IMAGE_FINE, SEVERITY_NOTE },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Fixture f;
		start(&f);
		f.press.kind = cases[i].press;
		f.picture.bits = cases[i].bits;
		f.picture.width = f.picture.height = (int)(cases[i].ppi * 10);
		picture(&f, 720, 720);
		f.s.items.at[0].x = -LEN_OF_PT(200);                 /* over the edges: bleed and trim are not the subject */
		f.s.items.at[0].y = -LEN_OF_PT(200);
		judge(&f, cases[i].rule, cases[i].severity, 19);
	}
}

static void the_coarser_direction_counts_and_tiny_pictures_are_exempt(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	picture(&f, 72, 216);                                    /* 600 and 200 */
	judge(&f, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING, 19);
	start(&f);
	f.picture.width = f.picture.height = 4;
	picture(&f, 72, 72);
	nothing(&f);
	start(&f);
	f.picture.width = 17;
	f.picture.height = 1;
	picture(&f, 72, 72);
	judge(&f, RULE_IMAGE_RESOLUTION, SEVERITY_ERROR, 19);
}

static void dark_letters_take_little_ink(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	f.s.layout.colours[DARK].cmyk[0] = 760;                  /* 281 % */
	text(&f, SERIF, 12, DARK);
	judge(&f, RULE_INK_TEXT, SEVERITY_WARNING, DARK + 1);
	start(&f);
	text(&f, SERIF, 12, DARK);                               /* 275 % */
	nothing(&f);
	start(&f);
	f.press.kind = PRESS_NEWS;
	text(&f, SERIF, 12, DARK);
	judge(&f, RULE_INK_TEXT, SEVERITY_WARNING, DARK + 1);
}

static void small_letters_are_not_white_nor_of_several_inks(void **state) {
	(void)state;
	static const double least[] = { [PRESS_SHEETFED] = 8, [PRESS_HEATSET] = 9, [PRESS_NEWS] = 10, [PRESS_DIGITAL] = 5 };
	for (int press = 0; press < PRESS_COUNT; press++) {
		for (int bad = 0; bad < 2; bad++) {
			for (int white = 0; white < 2; white++) {
				Fixture f;
				start(&f);
				f.press.kind = (PressKind)press;
				if (white)
					area(&f, 50, 50, 100, 100, OTHER);
				text(&f, SERIF, bad ? least[press] - 0.1 : least[press], white ? WHITE : RED);
				judge(&f, !bad ? RULE_COUNT : white ? RULE_TEXT_WHITE : RULE_TEXT_INKS, SEVERITY_WARNING, 15);
			}
		}
	}
}

static void lines_have_a_thickness(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	area(&f, 50, 50, 100, 0, BLACK)->height = LEN_PT / 4;
	nothing(&f);
	start(&f);
	area(&f, 50, 50, 100, 0, BLACK)->height = LEN_PT / 4 - 1;
	judge(&f, RULE_LINE_THIN, SEVERITY_WARNING, 20);
	start(&f);
	area(&f, 50, 50, 0, 100, RED)->width = LEN_PT / 5;
	judge(&f, RULE_LINE_THIN, SEVERITY_WARNING, 20);
	start(&f);
	area(&f, 50, 50, 0, 100, BLACK);
	judge(&f, RULE_LINE_THIN, SEVERITY_ERROR, 20);
}

/* A drawing of one shape, 100 points wide: ten units a point. */
static void draw_shape(Fixture *f, Shape shape) {
	static Drawn node, *nodes[] = { &node };
	static Drawing drawing = { 1000, 1000, nodes, 1, false };
	node = (Drawn){ .kind = DRAWN_SHAPE, .shape = shape, .opacity = 1 };
	f->picture.path = STR("map.svg");
	f->picture.drawing = &drawing;
	picture(f, 100, 100);
}

static void lines_of_drawings_have_a_thickness(void **state) {
	(void)state;
	static Step line[] = { { STEP_MOVE, { 100 }, { 100 } }, { STEP_LINE, { 900 }, { 100 } } };
	static Step bar[] = { { STEP_MOVE, { 100 }, { 100 } }, { STEP_LINE, { 900 }, { 100 } }, { STEP_LINE, { 900 }, { 102 } },
		{ STEP_LINE, { 100 }, { 102 } }, { STEP_CLOSE, { 0 }, { 0 } } };
	static Step dot[] = { { STEP_MOVE, { 100 }, { 100 } }, { STEP_LINE, { 102 }, { 100 } }, { STEP_LINE, { 102 }, { 102 } }, { STEP_CLOSE, { 0 }, { 0 } } };
	const Paint black = { .kind = PAINT_COLOUR, .opacity = 1 }, red = { .kind = PAINT_COLOUR, .rgb = { 190, 20, 30 }, .opacity = 1 };
	Fixture f;
	start(&f);
	draw_shape(&f, (Shape){ .path = { line, 2, 2 }, .stroke = black, .width = 2.6 });
	nothing(&f);
	start(&f);
	draw_shape(&f, (Shape){ .path = { line, 2, 2 }, .stroke = black, .width = 2.4 });
	judge(&f, RULE_LINE_THIN, SEVERITY_WARNING, 19);
	start(&f);
	draw_shape(&f, (Shape){ .path = { line, 2, 2 }, .stroke = red, .width = 4, .has_matrix = true, .matrix = { 2, 0, 0, 0.5, 0, 0 } });
	judge(&f, RULE_LINE_THIN, SEVERITY_WARNING, 19);         /* half as wide in one direction */
	start(&f);
	draw_shape(&f, (Shape){ .path = { bar, 5, 5 }, .fill = black });
	judge(&f, RULE_LINE_THIN, SEVERITY_WARNING, 19);
	start(&f);
	draw_shape(&f, (Shape){ .path = { line, 2, 2 }, .fill = black });
	judge(&f, RULE_LINE_THIN, SEVERITY_ERROR, 19);           /* an area without extent */
	start(&f);
	draw_shape(&f, (Shape){ .path = { dot, 4, 4 }, .fill = black });
	nothing(&f);
	start(&f);
	draw_shape(&f, (Shape){ .path = { line, 2, 2 }, .stroke = { .kind = PAINT_COLOUR }, .width = 1 });
	nothing(&f);                                             /* not seen at all */
}

static void small_black_prints_over(void **state) {
	(void)state;
	for (int press = 0; press < PRESS_COUNT; press++) {
		for (int never = 0; never < 2; never++) {
			Fixture f;
			start(&f);
			f.press.kind = (PressKind)press;
			f.s.layout.colours[BLACK].overprint = never ? OVERPRINT_NEVER : OVERPRINT_AUTO;
			text(&f, SERIF, 11.9, BLACK);
			judge(&f, never && press != PRESS_DIGITAL ? RULE_OVERPRINT_BLACK : RULE_COUNT, SEVERITY_WARNING, BLACK + 1);
			start(&f);
			f.press.kind = (PressKind)press;
			f.s.layout.colours[BLACK].overprint = never ? OVERPRINT_NEVER : OVERPRINT_AUTO;
			area(&f, 50, 50, 100, 0, BLACK)->height = LEN_OF_PT(1.9);
			judge(&f, never && press != PRESS_DIGITAL ? RULE_OVERPRINT_BLACK : RULE_COUNT, SEVERITY_WARNING, BLACK + 1);
		}
	}
	Fixture f;
	start(&f);
	f.s.layout.colours[BLACK].overprint = OVERPRINT_NEVER;
	text(&f, SERIF, 12, BLACK);                              /* large enough to knock out */
	area(&f, 50, 150, 100, 2, BLACK);
	nothing(&f);
}

static void white_never_prints_over(void **state) {
	(void)state;
	for (int always = 0; always < 2; always++) {
		Fixture f;
		start(&f);
		f.s.layout.colours[WHITE].overprint = always ? OVERPRINT_ALWAYS : OVERPRINT_AUTO;
		area(&f, 50, 50, 100, 100, OTHER);
		text(&f, SERIF, 12, WHITE);
		judge(&f, always ? RULE_OVERPRINT_WHITE : RULE_COUNT, SEVERITY_ERROR, WHITE + 1);
		start(&f);
		f.s.layout.colours[WHITE].overprint = always ? OVERPRINT_ALWAYS : OVERPRINT_AUTO;
		area(&f, 50, 50, 100, 100, OTHER);
		area(&f, 60, 60, 50, 50, WHITE);
		judge(&f, always ? RULE_OVERPRINT_WHITE : RULE_COUNT, SEVERITY_WARNING, WHITE + 1);
	}
}

static void spot_inks_are_ordered(void **state) {
	(void)state;
	for (int ordered = 0; ordered < 2; ordered++) {
		Fixture f;
		start(&f);
		f.s.layout.spot_inks = ordered;
		area(&f, 50, 50, 20, 20, SPOT);
		judge(&f, ordered ? RULE_COUNT : RULE_SPOT_COUNT, SEVERITY_ERROR, SPOT + 1);
	}
	Fixture f;
	start(&f);
	area(&f, 50, 50, 20, 20, PALE);                          /* one that is in the layout only is no plate */
	nothing(&f);
	start(&f);
	f.s.layout.spot_inks = 1;
	f.s.layout.colours[OTHER] = f.s.layout.colours[SPOT];    /* a tint of the same ink */
	f.s.layout.colours[OTHER].tint = 200;
	area(&f, 50, 50, 20, 20, SPOT);
	area(&f, 50, 80, 20, 20, OTHER);
	nothing(&f);
}

static void spot_inks_have_one_name_each(void **state) {
	(void)state;
	static const struct { const char *a, *b; bool same_looks; Rule rule; Severity severity; PressKind free; } cases[] = {
		{ "PANTONE 185 C", "PANTONE 185 U", false, RULE_SPOT_NAME, SEVERITY_WARNING, PRESS_NEWS },
		{ "PANTONE 185 C", "PANTONE 186 C", false, RULE_COUNT, 0, PRESS_NEWS },
		{ "PANTONE 185 C", "Pantone 185 C", false, RULE_SPOT_NAME, SEVERITY_ERROR, PRESS_DIGITAL },
		{ "Caf\xC3\xA9", "Cafe\xCC\x81", false, RULE_SPOT_NAME, SEVERITY_ERROR, PRESS_NEWS },
		{ "Gold", "Silver", true, RULE_SPOT_NAME, SEVERITY_ERROR, PRESS_NEWS },
		{ "Gold", "Gold", true, RULE_COUNT, 0, PRESS_NEWS },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int free = 0; free < 2; free++) {
			Fixture f;
			start(&f);
			Colour *a = &f.s.layout.colours[SPOT], *b = &f.s.layout.colours[OTHER];
			f.press.kind = free ? cases[i].free : PRESS_SHEETFED;
			a->spot = str_of(cases[i].a);
			b->spot = str_of(cases[i].b);
			if (cases[i].same_looks)
				memcpy(b->cmyk, a->cmyk, sizeof a->cmyk);
			area(&f, 50, 50, 20, 20, PALE);
			judge(&f, free ? RULE_COUNT : cases[i].rule, cases[i].severity, OTHER + 1);
		}
	}
	Fixture f;
	start(&f);
	f.s.layout.colours[OTHER].spot = f.s.layout.colours[SPOT].spot;  /* other values under one name */
	area(&f, 50, 50, 20, 20, PALE);
	judge(&f, RULE_SPOT_NAME, SEVERITY_ERROR, OTHER + 1);
}

static void the_ink_on_all_plates_is_for_marks(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	f.s.layout.colours[SPOT].spot = STR("All");
	area(&f, 50, 50, 20, 20, PALE);
	judge(&f, RULE_SPOT_RESERVED, SEVERITY_WARNING, SPOT + 1);
	start(&f);
	f.s.layout.colours[SPOT].spot = STR("Allspice");
	area(&f, 50, 50, 20, 20, PALE);
	nothing(&f);
}

static void pages_have_one_size_and_are_not_empty(void **state) {
	(void)state;
	static const Severity sizes[] = { SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_ERROR, SEVERITY_WARNING };
	for (int press = 0; press < PRESS_COUNT; press++) {
		Fixture f;
		start(&f);
		f.press.kind = (PressKind)press;
		area(&f, 50, 50, 20, 20, PALE);
		sample_page(&f.s, PAGE_WIDTH + LEN_PT, PAGE_HEIGHT);
		area(&f, 50, 50, 20, 20, PALE);
		judge(&f, RULE_PAGE_SIZES, sizes[press], 17);
		start(&f);
		f.press.kind = (PressKind)press;
		judge(&f, press == PRESS_DIGITAL ? RULE_COUNT : RULE_PAGE_EMPTY, sizes[press], 16);
	}
}

static void text_keeps_away_from_the_trim(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	text(&f, SERIF, 10, BLACK)->x = LEN_OF_PT(8.6);          /* 3.03 mm */
	nothing(&f);
	start(&f);
	text(&f, SERIF, 10, BLACK)->x = LEN_OF_PT(8.4);
	judge(&f, RULE_NEAR_TRIM, SEVERITY_WARNING, 15);
	start(&f);
	f.picture.width = f.picture.height = 300;
	picture(&f, 72, 72)->y = LEN_OF_PT(5);
	judge(&f, RULE_NEAR_TRIM, SEVERITY_WARNING, 19);
}

static void what_touches_the_trim_fills_the_bleed(void **state) {
	(void)state;
	const Len b = BLEED_MM, w = PAGE_WIDTH, h = PAGE_HEIGHT, s = LEN_OF_PT(30);
	const struct { Len x, y, width, height; bool bad; } cases[] = {
		{ -b, s, s + b, s, false }, { 0, s, s, s, true }, { -b / 2, s, s + b / 2, s, true }, { LEN_PT, s, s, s, false },
		{ w - s, s, s + b, s, false }, { w - s, s, s, s, true }, { s, -b, s, s + b, false }, { s, 0, s, s, true },
		{ s, h - s, s, s + b, false }, { s, h - s, s, s, true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Fixture f;
		start(&f);
		Item *item = area(&f, 0, 0, 0, 0, PALE);
		item->x = cases[i].x;
		item->y = cases[i].y;
		item->width = cases[i].width;
		item->height = cases[i].height;
		judge(&f, cases[i].bad ? RULE_BLEED : RULE_COUNT, SEVERITY_ERROR, 20);
	}
	Fixture f;
	start(&f);
	f.s.layout.bleed_inside = 0;
	area(&f, 0, 30, 30, 30, PALE);                           /* page 1 is bound at its left */
	nothing(&f);
	start(&f);
	f.s.layout.bleed_outside = 0;
	area(&f, 270, 30, 30, 30, PALE);
	judge(&f, RULE_BLEED, SEVERITY_ERROR, 20);
}

static void pictures_fill_the_bleed_too(void **state) {
	(void)state;
	for (int bad = 0; bad < 2; bad++) {
		Fixture f;
		start(&f);
		Item *item = picture(&f, 100, 100);
		item->x = -LEN_OF_PT(20);
		item->clip_x = bad ? 0 : -BLEED_MM;
		item->clip_y = item->y;
		item->clip_width = LEN_OF_PT(60);
		item->clip_height = LEN_OF_PT(60);
		judge(&f, bad ? RULE_BLEED : RULE_COUNT, SEVERITY_ERROR, 19);
	}
}

static void large_black_areas_have_other_inks_too(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	area(&f, 50, 50, 50, 50, BLACK);
	judge(&f, RULE_BLACK_AREA, SEVERITY_NOTE, 20);
	start(&f);
	f.s.layout.colours[FOURFOLD] = (Colour){ .name = STR("rich"), .pos = line(&f, 4), .cmyk = { 600, 400, 400, 1000 }, .tint = 1000 };
	area(&f, 50, 50, 50, 50, FOURFOLD);
	area(&f, 50, 150, 50, 30, BLACK);
	nothing(&f);
}

static void letters_stand_out_from_their_ground(void **state) {
	(void)state;
	static const struct { int grey; double size; bool bold, tint, bad; } cases[] = {
		{ 0x76, 9, false, false, false }, { 0x78, 9, false, false, true },               /* 4.54 and 4.42 on white */
		{ 0x94, 18, false, false, false }, { 0x96, 18, false, false, true },             /* 3.03 and 2.96 */
		{ 0x94, 14, true, false, false }, { 0x94, 14, false, false, true }, { 0x94, 13.9, true, false, true },
		{ 0x76, 9, false, true, true }, { 0x50, 9, false, true, false },                 /* on a tint */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Fixture f;
		start(&f);
		memset(f.s.layout.colours[OTHER].rgb, cases[i].grey, 3);
		memset(f.s.layout.colours[OTHER].cmyk, 0, sizeof f.s.layout.colours[OTHER].cmyk);
		f.s.layout.colours[OTHER].cmyk[3] = 600;
		if (cases[i].tint)
			area(&f, 50, 50, 200, 100, PALE);
		text(&f, cases[i].bold ? BOLD : SERIF, cases[i].size, OTHER);
		judge(&f, cases[i].bad ? RULE_CONTRAST : RULE_COUNT, SEVERITY_WARNING, 15);
	}
}

/* A picture under the words of `text`: red at its left, and `right` from the half on. */
static void red_and(Fixture *f, const uint8_t right[3], bool drawn) {
	static uint8_t rows[40 * 40 * 3];
	static Step steps[] = { { STEP_MOVE, { 0 }, { 0 } }, { STEP_LINE, { 1000 }, { 0 } }, { STEP_LINE, { 1000 }, { 1000 } },
		{ STEP_LINE, { 0 }, { 1000 } }, { STEP_CLOSE, { 0 }, { 0 } } };
	static Step half[] = { { STEP_MOVE, { 500 }, { 0 } }, { STEP_LINE, { 1000 }, { 0 } }, { STEP_LINE, { 1000 }, { 1000 } },
		{ STEP_LINE, { 500 }, { 1000 } }, { STEP_CLOSE, { 0 }, { 0 } } };
	static const uint8_t red[3] = { 190, 20, 30 };
	static Drawn nodes[2], *list[] = { &nodes[0], &nodes[1] };
	static Drawing drawing = { 1000, 1000, list, 2, false };
	for (int i = 0; i < 40 * 40; i++)
		memcpy(rows + 3 * i, i % 40 < 20 ? red : right, 3);
	for (int i = 0; i < 2; i++) {
		nodes[i] = (Drawn){ .kind = DRAWN_SHAPE, .opacity = 1, .shape = { .path = { i ? half : steps, 5, 5 }, .fill = { .kind = PAINT_COLOUR, .opacity = 1 } } };
		memcpy(nodes[i].shape.fill.rgb, i ? right : red, 3);
	}
	f->picture = (Picture){ .path = STR("ground.png"), .width = 40, .height = 40, .orientation = 1, .colour = PICTURE_RGB, .bits = 8,
		.data = { (const char *)rows, sizeof rows }, .drawing = drawn ? &drawing : NULL };
	Item *ground = sample_item(&f->s, ITEM_PICTURE, 0, LEN_OF_PT(60), LEN_OF_PT(80));
	ground->width = ground->height = LEN_OF_PT(12);          /* fine enough for every press */
	ground->y = LEN_OF_PT(90);
	ground->picture = &f->picture;
	ground->pos = line(f, 19);
	Item *words = text(f, BOLD, 10, WHITE);
	words->x = LEN_OF_PT(60);
	words->width = LEN_OF_PT(12);
}

static void letters_stand_out_from_pictures(void **state) {
	(void)state;
	static const uint8_t dark[3] = { 20, 20, 90 }, pale[3] = { 230, 220, 200 };
	for (int drawn = 0; drawn < 2; drawn++) {
		Fixture f;
		start(&f);
		red_and(&f, dark, drawn);
		nothing(&f);
		start(&f);
		red_and(&f, pale, drawn);
		judge(&f, RULE_CONTRAST, SEVERITY_WARNING, 15);
	}
}

static void screens_are_not_presses(void **state) {
	(void)state;
	Fixture f;
	start(&f);
	area(&f, 0, 0, 100, 100, FOURFOLD);
	text(&f, SERIF, 6, RED);
	finish_pages(&f);
	f.s.layout.colours[RED].rgb[0] = 255;
	f.s.layout.colours[RED].rgb[1] = f.s.layout.colours[RED].rgb[2] = 200;
	preflight_check(&f.s.job, &f.s.document, &f.s.pages, NULL);
	assert_int_equal(f.s.job.diag->messages.n, 0);
	end(&f);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ink_of_a_square_is_limited),
		cmocka_unit_test(ink_that_is_knocked_out_does_not_count),
		cmocka_unit_test(the_profile_may_bear_less_than_the_press),
		cmocka_unit_test(ink_of_pictures_counts),
		cmocka_unit_test(pictures_are_fine_enough),
		cmocka_unit_test(the_coarser_direction_counts_and_tiny_pictures_are_exempt),
		cmocka_unit_test(dark_letters_take_little_ink),
		cmocka_unit_test(small_letters_are_not_white_nor_of_several_inks),
		cmocka_unit_test(lines_have_a_thickness),
		cmocka_unit_test(lines_of_drawings_have_a_thickness),
		cmocka_unit_test(small_black_prints_over),
		cmocka_unit_test(white_never_prints_over),
		cmocka_unit_test(spot_inks_are_ordered),
		cmocka_unit_test(spot_inks_have_one_name_each),
		cmocka_unit_test(the_ink_on_all_plates_is_for_marks),
		cmocka_unit_test(pages_have_one_size_and_are_not_empty),
		cmocka_unit_test(text_keeps_away_from_the_trim),
		cmocka_unit_test(what_touches_the_trim_fills_the_bleed),
		cmocka_unit_test(pictures_fill_the_bleed_too),
		cmocka_unit_test(large_black_areas_have_other_inks_too),
		cmocka_unit_test(letters_stand_out_from_their_ground),
		cmocka_unit_test(letters_stand_out_from_pictures),
		cmocka_unit_test(screens_are_not_presses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
