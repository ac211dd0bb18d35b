/* Golden cases of text/: each body paragraph as shaped runs with its break chances. The settings are those of bench.h, and
 *   show: all|breaks                    (default: breaks)
 * Typography and fonts are those of the house. */
#include "bench.h"
#include "text/text.h"

static void put_text(const Text *text, bool all, Buf *out) {
	Buf dump = { 0 };
	text_dump(text, &dump);
	Str whole = buf_as_str(&dump);
	size_t breaks = str_starts(whole, "breaks ") ? 0 : str_find(whole, "\nbreaks ", 0) + 1;
	buf_str(out, str_sub(whole, all ? 0 : breaks, whole.n));
	buf_free(&dump);
}

static void run(const GoldenCase *golden, Str folder, Buf *out) {
	Bench bench;
	bench_open(&bench, golden, folder, STR("layouts/typography.yaml"));
	FontSet *fonts = fontset_open(bench.job, STR("fonts"));
	Shaper *shaper = text_make_shaper(bench.job, fonts, NULL, bench.layout, bench.locale);
	bool all = str_is(golden_setting(golden->settings, "show", STR("breaks")), "all");
	const Story *story = bench.document->story_count ? &bench.document->stories[0] : NULL;
	for (size_t i = 0; story && i < story->body_count; i++)
		if (story->body[i].kind == BLOCK_TEXT)
			put_text(text_build(bench.job, shaper, &story->body[i]), all, out);
	bench_close(&bench, out);
	fontset_close(fonts);
}

int main(int argc, char **argv) {
	return golden_main(argc, argv, "text", run);
}
