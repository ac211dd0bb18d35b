/* Golden cases of document/: articles in, the Document out. The settings are those of bench.h and
 *   page: ID NUMBER                     where page makeup put an anchor: the document is settled and dumped
 *   show: all|owners|stories|messages   (default: all) */
#include "bench.h"

static void settle(Bench *bench) {
	Document *document = bench->document;
	int *pages = arena_array(bench->job->arena, int, document->anchor_count + 1);
	uint32_t *changed;
	Str value;
	bool any = false;
	for (size_t at = 0; golden_next_setting(bench->settings->text, "page", &at, &value); any = true) {
		Str id = bench_next_word(&value);
		for (size_t i = 0; i < document->anchor_count; i++)
			if (str_eq(document->anchors[i].id, id))
				pages[i] = atoi(str_z(bench->job->arena, value));
	}
	if (any)
		document_settle(bench->job, document, pages, &changed);
}

static void show(const Bench *bench, const Document *document, Buf *out) {
	Str what = golden_setting(bench->settings->text, "show", STR("all"));
	Buf dump = { 0 };
	document_dump(document, &dump);
	size_t stories = str_find(buf_as_str(&dump), "\nstory ", 0);
	if (stories == SIZE_MAX)
		stories = dump.n - 1;
	if (str_is(what, "all") || str_is(what, "owners"))
		buf_str(out, str_sub(buf_as_str(&dump), 0, stories + 1));
	if (str_is(what, "all") || str_is(what, "stories"))
		buf_str(out, str_sub(buf_as_str(&dump), stories + 1, dump.n));
	buf_free(&dump);
}

static void run(const GoldenCase *golden, Str folder, Buf *out) {
	Bench bench;
	bench_open(&bench, golden, folder, STR(""));
	settle(&bench);
	show(&bench, bench.document, out);
	bench_close(&bench, out);
}

int main(int argc, char **argv) {
	return golden_main(argc, argv, "document", run);
}
