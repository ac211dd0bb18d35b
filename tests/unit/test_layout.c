/* Reading layouts: inheritance, defaults, frames and typography, and every message, with its place. */
#include <string.h>

#include "layout/layout.h"
#include "support.h"

static Layout *read_both(Job *job, const char *text, const char *typography) {
	SourceFile *file = file_of_text(job->arena, STR("t.yaml"), str_of(text));
	return layout_read_files(
		job, file, typography != NULL ? file_of_text(job->arena, STR("typography.yaml"), str_of(typography)) : NULL);
}

static Layout *read_clean(Job *job, const char *text) {
	Layout *layout = read_both(job, text, NULL);
	if (layout == NULL || job->diag->messages.n > 0)
		fail_with_messages(job, "a layout without mistakes gave messages");
	return layout;
}

static void assert_refused(const char *text, Rule rule, unsigned line, unsigned column, const char *words) {
	Job *job = job_make();
	read_both(job, text, NULL);
	assert_only(job, rule, line, column, words);
	job_end(job);
}

static const ParagraphStyle *style(const Layout *layout, const char *name) {
	int index = layout_find_style(layout, str_of(name));
	assert_true(index >= 0);
	return &layout->styles[index];
}

static const Design *design(const Layout *layout, const char *name) {
	int index = layout_find_design(layout, str_of(name));
	assert_true(index >= 0);
	return &layout->designs[index];
}

static void an_empty_layout_is_whole(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = read_clean(job, "");
	assert_int_equal(layout->style_count, 1);
	assert_int_equal(layout->design_count, 1);
	assert_int_equal(layout->baseline, LEN_OF_PT(11));
	assert_true(layout->text_colour >= 0 && layout->notes_design == 0);
	assert_int_equal(layout_typography_for(layout, STR("Latn"), STR("en"))->scale, 1000);
	assert_int_equal(layout->designs[0].styles[TEXT_HEADLINE], 0);
	job_end(job);
}

static void page_and_colours_are_read(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = read_clean(
		job, "page:\n  width: 200mm\n  height: 100mm\n  bleed: 5mm\n"
			 "  margins: { top: 10mm, bottom: 11mm, inside: 12mm, outside: 13mm }\n  grid: { columns: 3, gutter: 4mm, "
	         "baseline: 12pt }\n"
			 "colours:\n  accent: { rgb: \"#0f4c5C\", cmyk: [90, 45.5, 40, 0] }\n  grey: { rgb: \"#808080\" }\n"
			 "text-colour: accent\nlink-colour: grey\n");
	assert_int_equal(layout->page_height, len_scale(LEN_OF_PT(72), 1000, 254));
	assert_int_equal(layout->margin_outside, len_scale(LEN_OF_PT(72), 130, 254));
	assert_int_equal(layout->grid_columns, 3);
	const Colour *accent = &layout->colours[layout->text_colour];
	assert_true(str_is(accent->name, "accent"));
	assert_int_equal(accent->rgb[2], 0x5c);
	assert_int_equal(accent->cmyk[1], 455);
	const Colour *grey = &layout->colours[layout->link_colour];
	assert_int_equal(grey->cmyk[0] + grey->cmyk[1] + grey->cmyk[2], 0);
	assert_int_equal(grey->cmyk[3], 498);
	job_end(job);
}

static void a_style_inherits_what_it_does_not_say(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = read_clean(job, "colours:\n  red: { rgb: \"#ff0000\" }\n"
	                                 "styles:\n  first: { based-on: body, indent-first: 0, colour: red, drop-cap: 3 }\n"
	                                 "  body: { based-on: base, indent-first: 3mm }\n  base: { size: 10pt, align: "
	                                 "start, leading: 1.25, features: \"onum\" }\n");
	const ParagraphStyle *first = style(layout, "first");
	assert_int_equal(first->size, LEN_OF_PT(10));
	assert_int_equal(first->align, ALIGN_START);
	assert_int_equal(first->leading, 1250);
	assert_int_equal(first->indent_first, 0);
	assert_int_equal(style(layout, "body")->indent_first, len_scale(LEN_OF_PT(72), 30, 254));
	assert_true(str_is(first->features, "onum"));
	assert_true(str_is(first->font, "text"));
	assert_true(first->hyphenate);
	assert_int_equal(first->drop_cap_colour, first->colour);
	assert_int_not_equal(first->colour, style(layout, "body")->colour);
	assert_int_equal(style(layout, "body")->drop_cap_colour, layout->text_colour);
	job_end(job);
}

static void a_design_inherits_style_by_style(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = read_clean(job,
		"styles:\n  body: {}\n  head: {}\n  small: {}\n  mark: {}\n"
		"articles:\n  brief: { based-on: feature, styles: { headline: small }, kicker: no }\n"
		"  feature: { styles: { body: body, headline: head, title: mark }, kicker: yes, head-spans: true }\n"
		"callouts:\n  box: { styles: { body: small }, padding: 2mm, rule-before: { width: 1pt }, list-mark: \"–\" }\n"
		"  loud: { based-on: box, padding: { start: 5mm }, rule-before: none, keep-together: true }\n");
	const Design *brief = design(layout, "brief"), *box = design(layout, "box"), *loud = design(layout, "loud");
	assert_int_equal(brief->styles[TEXT_HEADLINE], layout_find_style(layout, STR("small")));
	assert_int_equal(brief->styles[TEXT_BODY], layout_find_style(layout, STR("body")));
	assert_int_equal(brief->styles[TEXT_HEADING3], layout_find_style(layout, STR("mark")));
	assert_int_equal(brief->styles[TEXT_DECK], layout_find_style(layout, STR("body")));
	assert_false(brief->kicker);
	assert_true(brief->head_spans);
	assert_false(brief->callout);
	assert_true(box->callout);
	assert_int_equal(box->styles[TEXT_TABLE_HEAD], layout_find_style(layout, STR("small")));
	assert_int_equal(box->rule_before.colour, layout->text_colour);
	assert_int_equal(loud->rule_before.width, 0);
	assert_int_equal(loud->pad_before, box->pad_before);
	assert_int_equal(loud->pad_start, len_scale(LEN_OF_PT(72), 50, 254));
	assert_true(str_is(loud->list_mark, "–"));
	assert_true(loud->keep_together && !box->keep_together);
	job_end(job);
}

static void frames_and_furniture_are_read(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = read_clean(
		job,
		"page: { grid: { columns: 6, gutter: 5mm } }\ncolours:\n  paper: { rgb: \"#eeeeee\" }\n"
		"styles:\n  body: {}\n  title: { size: 30pt }\narticles:\n  lead: { styles: { body: body, headline: title } }\n"
		"callouts:\n  notes: { styles: { body: body } }\nnotes: { style: notes, gap: 3mm }\n"
		"templates:\n  front:\n    frames:\n"
		"      lead: { span: 4, top: 60mm, bottom: notes, columns: 2, style: lead, column-rule: paper, balance: no }\n"
		"      side: { column: 5, top: 60mm, height: 50mm, auto: contents, gutter: 1mm }\n"
		"      more: { column: 5, top: after side, bottom: content }\n"
		"      tail: { column: 5, top: { after: more, gap: 4mm } }\n"
		"      quote: { column: 2, span: 2, inset: lead, inset-at: middle }\n"
		"      notes: { span: 4, auto: footnotes, max-height: 45mm }\n"
		"    furniture:\n      - { tint: paper, top: 0, height: 40mm, bleed: yes }\n      - { rule: black, top: 41mm "
	    "}\n"
		"      - { text: \"{title}\", style: title, top: 30mm, heading: true, outside: yes, align: end }\n"
		"      - { image: eye.png, column: 6, top: 10mm, height: 20mm }\n");
	const Template *front = layout_find_template(layout, STR("front"));
	assert_int_equal(front->frame_count, 6);
	const Frame *lead = template_find_frame(front, STR("lead")), *tail = template_find_frame(front, STR("tail"));
	assert_int_equal(lead->column, 1);
	assert_int_equal(lead->gutter, layout->grid_gutter);
	assert_int_equal(lead->bottom.kind, EDGE_NOTES);
	assert_int_equal(lead->design, layout_find_design(layout, STR("lead")));
	assert_true(lead->column_rule >= 0 && !lead->balance);
	assert_int_equal(template_find_frame(front, STR("side"))->span, 2);
	assert_int_equal(template_find_frame(front, STR("side"))->design, -1);
	assert_int_equal(tail->top.kind, EDGE_AFTER);
	assert_true(str_is(tail->top.frame, "more") && tail->top.at > 0);
	assert_int_equal(template_find_frame(front, STR("quote"))->inset_at, INSET_MIDDLE);
	assert_int_equal(template_find_frame(front, STR("notes"))->auto_kind, AUTO_NOTES);
	assert_int_equal(front->furniture_count, 4);
	assert_int_equal(front->furniture[0].kind, FURNITURE_TINT);
	assert_int_equal(front->furniture[0].span, 6);
	assert_int_equal(front->furniture[1].height, LEN_PT / 2);
	assert_true(front->furniture[2].heading && front->furniture[2].outside && front->furniture[2].align == ALIGN_END);
	assert_int_equal(front->furniture[2].colour, layout->text_colour);
	assert_true(str_is(front->furniture[3].file, "eye.png"));
	assert_int_equal(layout->notes_design, layout_find_design(layout, STR("notes")));
	assert_null(layout_find_template(layout, STR("back")));
	assert_null(template_find_frame(front, STR("back")));
	job_end(job);
}

static void typography_of_a_language_lies_over_its_script(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout =
		read_both(job, "",
	              "default: { space-max: 1.4 }\nscripts:\n  Latn: { protrusion: 0.5 }\n"
	              "  Arab: { scale: 1.1, leading: 1.4, justify: kashida, emphasis: weight, hyphenate: no }\n"
	              "languages:\n  fr: { space-max: 1.5 }\n  ur: { script: Arab, scale: 0.85, justify: word }\n  fr-CA: "
	              "{ space-max: 1.6 }\n");
	assert_int_equal(job->diag->messages.n, 0);
	const Typography *arabic = layout_typography_for(layout, STR("Arab"), STR("ar"));
	assert_int_equal(arabic->scale, 1100);
	assert_int_equal(arabic->justify, JUSTIFY_KASHIDA);
	assert_int_equal(arabic->emphasis, EMPHASIS_WEIGHT);
	assert_int_equal(arabic->space_max, 1400);
	assert_false(arabic->hyphenate);
	const Typography *urdu = layout_typography_for(layout, STR("Arab"), STR("ur-PK"));
	assert_int_equal(urdu->scale, 850);
	assert_int_equal(urdu->leading, 1400);
	assert_int_equal(urdu->justify, JUSTIFY_WORD);
	assert_int_equal(layout_typography_for(layout, STR("Latn"), STR("ur"))->scale, 1000);
	const Typography *french = layout_typography_for(layout, STR("Latn"), STR("fr"));
	assert_int_equal(french->space_max, 1500);
	assert_int_equal(french->protrusion, 500);
	assert_int_equal(layout_typography_for(layout, STR("Latn"), STR("fr-CA"))->space_max, 1600);
	assert_int_equal(layout_typography_for(layout, STR("Latn"), STR("fr-BE"))->space_max, 1500);
	assert_int_equal(layout_typography_for(layout, STR("Thai"), STR("fr"))->space_max, 1500);
	assert_int_equal(layout_typography_for(layout, STR("Thai"), STR(""))->space_max, 1400);
	job_end(job);
}

static void a_dump_names_every_property(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = read_clean(
		job, "styles:\n  body: { tracking: -0.005, leading: 1.25 }\narticles:\n  a: { styles: { body: body, headline: "
	         "body } }\n"
			 "templates:\n  t:\n    frames:\n      f: { top: after g, style: a }\n      g: { height: 20pt }\n");
	Buf out = { 0 };
	layout_dump(layout, &out);
	const char *expected[] = { "style body font=\"text\" size=9 ",
		                       " tracking=-0.005 ",
		                       " leading=1.25 ",
		                       "article a ",
		                       " headline:body ",
		                       "  frame f column=1 span=12 top=after:g+0 ",
		                       " style=a ",
		                       "typography default scale=1 ",
		                       "weights widow=" };
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		if (str_find(buf_as_str(&out), expected[i], 0) == SIZE_MAX)
			fail_msg("the dump lacks '%s':\n" STR_FMT, expected[i], STR_ARG(buf_as_str(&out)));
	buf_free(&out);
	job_end(job);
}

static void unknown_keys_are_refused_with_a_guess(void **state) {
	(void)state;
	assert_refused("stiles: {}\n", RULE_KEY_UNKNOWN, 1, 1, "'styles'");
	assert_refused("page: { sise: A4 }\n", RULE_KEY_UNKNOWN, 1, 9, "'size'");
	assert_refused("styles:\n  body: { wieght: 700 }\n", RULE_KEY_UNKNOWN, 2, 11, "'weight'");
	assert_refused("weights: { widov: 1 }\n", RULE_KEY_UNKNOWN, 1, 12, "'widow'");
	assert_refused("callouts:\n  box: { styles: { body: body, titel: body } }\n", RULE_KEY_UNKNOWN, 2, 32, "'title'");
	assert_refused("templates:\n  t: { frames: { f: { colum: 1 } } }\n", RULE_KEY_UNKNOWN, 2, 23, "'column'");
}

static void words_of_one_direction_are_refused(void **state) {
	(void)state;
	assert_refused("page: { margins: { left: 1mm } }\n", RULE_DIRECTION_WORD, 1, 20, "inside");
	assert_refused("styles:\n  body: { indent-right: 1mm }\n", RULE_DIRECTION_WORD, 2, 11, "start or end");
	assert_refused("templates:\n  t: { frames: { f: { x: 1mm } } }\n", RULE_DIRECTION_WORD, 2, 23, "column");
	assert_refused("callouts:\n  box: { styles: { body: body }, rule-left: none }\n", RULE_DIRECTION_WORD, 2, 34,
	               "start");
}

static void values_must_fit(void **state) {
	(void)state;
	assert_refused("page: { size: A7 }\n", RULE_VALUE_INVALID, 1, 15, "A7");
	assert_refused("page: { margins: { inside: 150mm, outside: 80mm } }\n", RULE_VALUE_INVALID, 1, 1, "no width");
	assert_refused("page: { margins: { top: 250mm, bottom: 80mm } }\n", RULE_VALUE_INVALID, 1, 1, "no height");
	assert_refused("page: { grid: { columns: 0 } }\n", RULE_VALUE_INVALID, 1, 26, "from 1 to 100");
	assert_refused("styles:\n  body: { size: 1pt }\n", RULE_VALUE_INVALID, 2, 17, "3pt to 200pt");
	assert_refused("styles:\n  body: { size: large }\n", RULE_VALUE_INVALID, 2, 17, "a length");
	assert_refused("styles:\n  body: { leading: 99 }\n", RULE_VALUE_INVALID, 2, 20, "0.25 to 20");
	assert_refused("styles:\n  body: { font: serif }\n", RULE_VALUE_INVALID, 2, 17, "serif");
	assert_refused("styles:\n  body: { align: left }\n", RULE_VALUE_INVALID, 2, 18, "left");
	assert_refused("styles:\n  body: { italic: maybe }\n", RULE_VALUE_INVALID, 2, 19, "true or false");
	assert_refused("styles:\n  body: 9pt\n", RULE_VALUE_INVALID, 2, 9, "a map");
	assert_refused("colours:\n  red: { rgb: \"red\" }\n", RULE_VALUE_INVALID, 2, 15, "#0f4c5c");
	assert_refused("colours:\n  red: { rgb: \"#ff0000\", cmyk: [0, 100, 100] }\n", RULE_VALUE_INVALID, 2, 32,
	               "four percentages");
	assert_refused("colours:\n  red: { rgb: \"#ff0000\", cmyk: [0, 101, 100, 0] }\n", RULE_VALUE_INVALID, 2, 32,
	               "four percentages");
	assert_refused("colours:\n  red: { cmyk: [0, 100, 100, 0] }\n", RULE_KEY_MISSING, 2, 8, "rgb");
	assert_refused("colours:\n  none: { rgb: \"#ffffff\" }\n", RULE_VALUE_INVALID, 2, 3, "none");
	assert_refused("callouts:\n  b: { styles: { body: body }, rule-after: { colour: black } }\n", RULE_KEY_MISSING, 2,
	               44, "width");
	assert_refused("callouts:\n  b: { styles: { body: body }, rule-after: { width: 60pt } }\n", RULE_VALUE_INVALID, 2,
	               53, "50pt");
}

static void unknown_names_are_refused_with_a_guess(void **state) {
	(void)state;
	assert_refused("text-colour: blak\n", RULE_COLOUR_UNKNOWN, 1, 14, "'black'");
	assert_refused("styles:\n  body: { colour: gold }\n", RULE_COLOUR_UNKNOWN, 2, 19, "gold");
	assert_refused("styles:\n  body: {}\n  first: { based-on: boddy }\n", RULE_STYLE_UNKNOWN, 3, 22, "'body'");
	assert_refused("styles:\n  body: {}\ncallouts:\n  b: { styles: { body: bodi } }\n", RULE_STYLE_UNKNOWN, 4, 24,
	               "'body'");
	assert_refused("callouts:\n  b: { styles: { body: body }, based-on: c }\n", RULE_STYLE_UNKNOWN, 2, 42,
	               "design 'c'");
	assert_refused("notes: { style: nots }\ncallouts:\n  notes: { styles: { body: body } }\n", RULE_DESIGN_UNKNOWN, 1,
	               17, "nots");
	assert_refused("articles:\n  lead: { styles: { body: body, headline: body } }\ntemplates:\n  t: { frames: { f: { "
	               "style: leed } } }\n",
	               RULE_DESIGN_UNKNOWN, 4, 30, "'lead'");
	assert_refused("templates:\n  t:\n    furniture:\n      - { text: \"x\", style: boddy }\n", RULE_STYLE_UNKNOWN, 4,
	               29, "'body'");
}

static void a_circle_of_styles_is_refused_once(void **state) {
	(void)state;
	assert_refused("styles:\n  a: { based-on: c }\n  b: { based-on: a }\n  c: { based-on: b }\n", RULE_STYLE_CYCLE, 3,
	               18, "itself");
	assert_refused("styles:\n  a: { based-on: a }\n", RULE_STYLE_CYCLE, 2, 18, "itself");
	assert_refused("callouts:\n  a: { styles: { body: body }, based-on: a }\n", RULE_STYLE_CYCLE, 2, 42, "itself");
}

static void a_long_chain_of_styles_does_not_exhaust_the_stack(void **state) {
	(void)state;
	Job *job = job_make();
	Buf text = { 0 };
	buf_z(&text, "styles:\n");
	for (int i = 0; i < 5000; i++)
		buf_printf(&text, "  s%d: { based-on: s%d }\n", i, i + 1);
	buf_z(&text, "  s5000: {}\n");
	buf_byte(&text, '\0');
	read_both(job, text.p, NULL);
	assert_true(job->diag->errors > 0);
	assert_int_equal(job->diag->messages.at[0].rule, RULE_STYLE_CYCLE);
	buf_free(&text);
	job_end(job);
}

static void a_design_must_say_how_its_main_texts_are_set(void **state) {
	(void)state;
	assert_refused("articles:\n  a: { styles: { body: body } }\n", RULE_STYLE_MISSING, 2, 3, "headline");
	assert_refused("callouts:\n  a: { tint: black }\n", RULE_STYLE_MISSING, 2, 3, "body");
	assert_refused(
		"articles:\n  a: { styles: { body: body, headline: body } }\ncallouts:\n  a: { styles: { body: body } }\n",
		RULE_YAML_DUPLICATE_KEY, 4, 3, "articles already");
	assert_refused("templates:\n  t:\n    furniture:\n      - { text: \"x\" }\n", RULE_STYLE_MISSING, 4, 9,
	               "style: NAME");
}

#define GRID "page: { grid: { columns: 3 } }\ntemplates:\n  t:\n    frames:\n"

static void frames_must_stand_on_grid_and_page(void **state) {
	(void)state;
	assert_refused(GRID "      f: { column: 3, span: 2 }\n", RULE_FRAME_OUTSIDE_PAGE, 5, 7, "the grid has 3");
	assert_refused(GRID "      f: { column: 4 }\n", RULE_FRAME_OUTSIDE_PAGE, 5, 7, "the grid has 3");
	assert_refused(GRID "      f: { top: 290mm, height: 20mm }\n", RULE_FRAME_OUTSIDE_PAGE, 5, 7, "beyond the page");
	assert_refused(GRID "      f: { top: 100mm, bottom: 90mm }\n", RULE_FRAME_OUTSIDE_PAGE, 5, 7, "no height");
	assert_refused(GRID "      f: { bottom: 400mm }\n", RULE_FRAME_OUTSIDE_PAGE, 5, 7, "beyond the page");
	assert_refused(GRID "      f: {}\n      g: { top: after f }\n", RULE_FRAME_OUTSIDE_PAGE, 6, 7, "no height");
	assert_refused(GRID "      f: { height: 20mm, bottom: 90mm }\n", RULE_VALUE_INVALID, 5, 12, "either");
	assert_refused(GRID "      f: { top: low }\n", RULE_VALUE_INVALID, 5, 17, "margin");
	assert_refused(GRID "      f: { top: notes }\n", RULE_VALUE_INVALID, 5, 17, "after NAME");
	assert_refused(GRID "      f: { bottom: after g }\n      g: { column: 2 }\n", RULE_VALUE_INVALID, 5, 20,
	               "height instead");
	assert_refused("templates:\n  t:\n    furniture:\n      - { rule: black, column: 9, span: 9 }\n",
	               RULE_FRAME_OUTSIDE_PAGE, 4, 9, "columns 9 to 17");
	assert_refused("templates:\n  t:\n    furniture:\n      - { tint: black, top: 290mm, height: 9mm }\n",
	               RULE_FRAME_OUTSIDE_PAGE, 4, 9, "foot");
	assert_refused("templates:\n  t:\n    furniture:\n      - { top: 20mm }\n", RULE_KEY_MISSING, 4, 9,
	               "a rule, a tint");
	assert_refused("templates:\n  t:\n    furniture:\n      - { rule: black, tint: black }\n", RULE_VALUE_INVALID, 4,
	               24, "two items");
}

static void frames_that_follow_or_enclose_others_name_them(void **state) {
	(void)state;
	assert_refused(GRID "      side: { span: 1, height: 9mm }\n      g: { column: 2, top: after sid }\n",
	               RULE_FRAME_UNKNOWN, 6, 7, "'side'");
	assert_refused(GRID "      f: { top: after g }\n      g: { top: after f, column: 2 }\n", RULE_FRAME_CYCLE, 6, 7,
	               "after itself");
	assert_refused(GRID "      f: { top: after f }\n", RULE_FRAME_CYCLE, 5, 7, "after itself");
	assert_refused(GRID "      f: {}\n      g: { inset: h }\n", RULE_FRAME_UNKNOWN, 6, 7, "'h'");
	assert_refused(GRID "      f: { span: 2 }\n      g: { column: 2, span: 2, inset: f }\n", RULE_FRAME_OUTSIDE_PAGE, 6,
	               7, "outside the columns");
	assert_refused(GRID "      g: { inset: g }\n", RULE_FRAME_OVERLAP, 5, 7, "itself");
	assert_refused(GRID "      f: {}\n      g: { inset: f }\n      h: { inset: g }\n", RULE_FRAME_OVERLAP, 7, 7,
	               "an inset");
}

static void frames_that_surely_overlap_are_refused(void **state) {
	(void)state;
	assert_refused(GRID "      f: { span: 2 }\n      g: { column: 2, top: 100mm }\n", RULE_FRAME_OVERLAP, 6, 7,
	               "inset: f");
	assert_refused(GRID "      f: {}\n      notes: { auto: footnotes }\n", RULE_FRAME_OVERLAP, 6, 7, "bottom: notes");
	assert_refused(GRID "      f: { bottom: content }\n      g: { top: margin }\n", RULE_FRAME_OVERLAP, 6, 7,
	               "overlap");
	assert_refused(GRID "      f: { height: 50mm }\n      g: { top: after f }\n      h: { column: 3, top: 250mm }\n",
	               RULE_FRAME_OVERLAP, 7, 7, "'g' and 'h'");
	Job *job = job_make();
	read_clean(job, GRID "      f: { span: 2, height: 50mm }\n      g: { column: 3 }\n      h: { span: 2, top: after "
	                     "f, bottom: notes }\n"
	                     "      i: { span: 1, inset: h }\n      notes: { span: 2, auto: footnotes }\n");
	job_end(job);
}

static void typography_refuses_what_it_does_not_know(void **state) {
	(void)state;
	const struct { const char *text; Rule rule; unsigned line, column; const char *words; } cases[] = {
		{ "scripts:\n  latin: {}\n", RULE_KEY_UNKNOWN, 2, 3, "ISO 15924" },
		{ "scripts:\n  Latn: { scael: 1 }\n", RULE_KEY_UNKNOWN, 2, 11, "'scale'" },
		{ "scripts:\n  Latn: {}\n  Arab: {}\nlanguages:\n  FR: {}\n", RULE_KEY_UNKNOWN, 5, 3, "BCP 47" },
		{ "scripts:\n  Latn: {}\n  Arab: {}\nlanguages:\n  fr: { scale: 9 }\n", RULE_VALUE_INVALID, 5, 16, "0.5 to 2" },
		{ "languages:\n  ur: { script: Arab }\n", RULE_VALUE_INVALID, 2, 17, "Arab" },
		{ "languages:\n  ur: { justify: spaces }\n", RULE_VALUE_INVALID, 2, 18, "kashida" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Job *job = job_make();
		assert_non_null(read_both(job, "", cases[i].text));
		assert_only(job, cases[i].rule, cases[i].line, cases[i].column, cases[i].words);
		job_end(job);
	}
}

static void all_mistakes_come_in_one_run(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = read_both(job,
	                           "text-colour: blu\nstyles:\n  body: { size: x, colour: red }\ntemplates:\n  t: { "
	                           "frames: { f: { span: 99 } } }\n",
	                           NULL);
	assert_non_null(layout);
	assert_int_equal(job->diag->errors, 4);
	job_end(job);
}

static void the_layout_of_the_repository_is_read_with_its_typography(void **state) {
	(void)state;
	Job *job = job_make();
	Layout *layout = layout_read(job, STR("tests/golden/layout/small.yaml"));
	if (layout == NULL || job->diag->messages.n > 0)
		fail_with_messages(job, "tests/golden/layout/small.yaml");
	assert_int_equal(layout_typography_for(layout, STR("Arab"), STR("ar"))->scale, 1100);
	Layout *missing = layout_read(job, STR("tests/golden/layout/absent.yaml"));
	assert_null(missing);
	assert_int_equal(job->diag->messages.at[0].rule, RULE_FILE_MISSING);
	SourceFile *file = file_read(job->arena, diag_make(job->arena, STR("")), STR("layouts/typography.yaml"), POS_NONE);
	Job *own = job_make();
	assert_non_null(layout_read_files(own, file_of_text(own->arena, STR("t.yaml"), STR("")), file));
	if (own->diag->messages.n > 0)
		fail_with_messages(own, "layouts/typography.yaml");
	job_end(own);
	job_end(job);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_layout_is_whole),
		cmocka_unit_test(page_and_colours_are_read),
		cmocka_unit_test(a_style_inherits_what_it_does_not_say),
		cmocka_unit_test(a_design_inherits_style_by_style),
		cmocka_unit_test(frames_and_furniture_are_read),
		cmocka_unit_test(typography_of_a_language_lies_over_its_script),
		cmocka_unit_test(a_dump_names_every_property),
		cmocka_unit_test(unknown_keys_are_refused_with_a_guess),
		cmocka_unit_test(words_of_one_direction_are_refused),
		cmocka_unit_test(values_must_fit),
		cmocka_unit_test(unknown_names_are_refused_with_a_guess),
		cmocka_unit_test(a_circle_of_styles_is_refused_once),
		cmocka_unit_test(a_long_chain_of_styles_does_not_exhaust_the_stack),
		cmocka_unit_test(a_design_must_say_how_its_main_texts_are_set),
		cmocka_unit_test(frames_must_stand_on_grid_and_page),
		cmocka_unit_test(frames_that_follow_or_enclose_others_name_them),
		cmocka_unit_test(frames_that_surely_overlap_are_refused),
		cmocka_unit_test(typography_refuses_what_it_does_not_know),
		cmocka_unit_test(all_mistakes_come_in_one_run),
		cmocka_unit_test(the_layout_of_the_repository_is_read_with_its_typography),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
