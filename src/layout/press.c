/* What a layout says to the print shop: how far colour runs over the trim on each edge, the spot inks, the press and
 * the profile of its output, whose path is read from the folder of the file that names it. */
#include "base/file.h"
#include "layout/properties.h"

const char *const press_names[PRESS_COUNT + 1] = { "sheetfed", "heatset", "news", "digital", NULL };

static const char *const edge_names[] = { "top", "bottom", "inside", "outside" };
static const char *const overprint_words[] = { "auto", "always", "never", NULL };

enum { SPOT_INKS_MOST = 8, INK_NAME_MOST = 127 };
#define BLEED_USUAL ((Len)(((int64_t)30 * 72 * LEN_PT + 127) / 254))
#define BLEED_MOST ((Len)(((int64_t)300 * 72 * LEN_PT + 127) / 254))

static void read_edge_bleed(Job *job, const Yaml *node, Len *out) {
	Len value;
	if (!yaml_len(job, node, &value))
		return;
	if (value >= 0 && value <= BLEED_MOST)
		*out = value;
	else
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "the bleed cannot be '" STR_FMT "'", STR_ARG(node->scalar));
}

void read_bleed(Job *job, Layout *layout, const Yaml *page) {
	Len *edges[] = { &layout->bleed_top, &layout->bleed_bottom, &layout->bleed_inside, &layout->bleed_outside };
	const Yaml *node = yaml_find(page, "bleed");
	if (page == NULL)
		for (int i = 0; i < 4; i++)
			*edges[i] = BLEED_USUAL;
	if (node != NULL && node->kind == YAML_MAP) {
		keys_check(job, node, layout_keys, "bleed");
		for (int i = 0; i < 4; i++) {
			const Yaml *edge = yaml_find(node, edge_names[i]);
			if (edge != NULL)
				read_edge_bleed(job, edge, edges[i]);
		}
	} else if (node != NULL) {
		Len all = layout->bleed_top;
		read_edge_bleed(job, node, &all);
		for (int i = 0; i < 4; i++)
			*edges[i] = all;
	}
	layout->bleed = 0;
	for (int i = 0; i < 4; i++)
		layout->bleed = len_max(layout->bleed, *edges[i]);
}

void read_inks(Job *job, const Yaml *map, Colour *colour) {
	const Yaml *spot = yaml_find(map, "spot"), *tint = yaml_find(map, "tint"), *overprint = yaml_find(map, "overprint");
	int value;
	colour->tint = 1000;
	if (overprint != NULL && yaml_word(job, overprint, overprint_words, &value))
		colour->overprint = (Overprint)value;
	if (spot != NULL && yaml_is(job, spot, YAML_SCALAR, "an ink's name")) {
		if (spot->scalar.n > 0 && spot->scalar.n <= INK_NAME_MOST)
			colour->spot = spot->scalar;
		else
			diag_error(job->diag, spot->pos, RULE_VALUE_INVALID, "an ink's name has 1 to %d bytes", INK_NAME_MOST);
	}
	if (tint == NULL)
		return;
	if (colour->spot.n == 0) {
		diag_error(job->diag, tint->key_pos, RULE_VALUE_INVALID, "only a spot ink has a tint");
		diag_help(job->diag, "write lighter values as cmyk, or name the ink with spot");
	} else if (yaml_decimal(job, tint, &value)) {
		if (value >= 0 && value <= 100000)
			colour->tint = value / 100;
		else
			diag_error(job->diag, tint->pos, RULE_VALUE_INVALID, "a tint is a percentage, from 0 to 100");
	}
}

void read_press(Job *job, Layout *layout, const Yaml *root) {
	const Yaml *press = yaml_find(root, "press"), *inks = yaml_find(root, "spot-inks"), *intent = yaml_find(root, "output-intent");
	int value;
	if (press != NULL && yaml_word(job, press, press_names, &value))
		layout->press = (PressKind)value;
	if (inks != NULL)
		yaml_int(job, inks, 0, SPOT_INKS_MOST, &layout->spot_inks);
	if (intent != NULL && yaml_is(job, intent, YAML_SCALAR, "a file's name")) {
		layout->output_intent = path_join(job->arena, path_folder(intent->pos.file->path), intent->scalar);
		layout->output_intent_pos = intent->pos;
	}
}
