/* index.html: a grid with a column a language and a row a page, so that whatever scrolls keeps all languages in step; beside it the
 * messages, below it the paragraph that was chosen. It is whole without the script, which adds moving about and the details. */
#include "proof/internal.h"

static void write_text(Buf *out, const char *before, Str text, const char *after) {
	buf_z(out, before);
	write_escaped(out, text);
	buf_z(out, after);
}

static void write_head(Buf *out, const Issue *issue, const Proof *first) {
	buf_printf(out, "<!DOCTYPE html>\n<html lang=\"en\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", first && first->rtl ? "rtl" : "ltr");
	buf_z(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"icon\" href=\"data:,\">\n");
	write_text(out, "<title>Proof of ", issue->edition, "");
	write_text(out, first && first->title.n ? " · " : "", first ? first->title : STR(""), "</title>\n<style>\n");
	buf_z(out, proof_style);
	buf_z(out, "</style>\n</head>\n<body>\n");
}

static void write_bar(Buf *out, const Issue *issue, const Proof *first, Proof *const *proofs, size_t count) {
	write_text(out, "<header>\n<h1><bdi>", first ? first->title : STR(""), "</bdi> ");
	write_text(out, "<span>", issue->edition,
		"</span></h1>\n<nav aria-label=\"Pages\"><button type=\"button\" id=\"back\" aria-label=\"Page before\">‹</button>"
		"<output id=\"where\"></output><button type=\"button\" id=\"on\" aria-label=\"Next page\">›</button></nav>\n"
		"<div role=\"group\" aria-label=\"Size\"><button type=\"button\" id=\"smaller\" aria-label=\"Smaller\">−</button>"
		"<button type=\"button\" id=\"fit\">Fit</button><button type=\"button\" id=\"larger\" aria-label=\"Larger\">+</button></div>\n"
		"<fieldset id=\"shown\"><legend>Languages</legend>");
	for (size_t i = 0; i < count; i++) {
		write_text(out, "<label title=\"", proofs[i]->name, "\">");
		buf_printf(out, "<input type=\"checkbox\" checked value=\"%zu\">", i + 1);
		write_text(out, "", proofs[i]->language, "</label>");
	}
	buf_z(out, "</fieldset>\n</header>\n");
}

static void write_count(Buf *out, unsigned n, const char *kind, const char *one, const char *many) {
	if (n)
		buf_printf(out, " <b class=\"%s\">%u %s</b>", kind, n, n == 1 ? one : many);
}

static void write_name(Buf *out, const Proof *proof, const char *after) {
	buf_z(out, "<bdi");
	write_attribute(out, "lang", proof->language);
	write_text(out, ">", proof->name, "</bdi>");
	buf_z(out, after);
}

static void write_column_head(Buf *out, const Proof *proof, size_t column) {
	buf_printf(out, "<div class=\"head%s\" data-c=\"%zu\" style=\"grid-column:%zu\"><h2>", proof->source ? " source" : "", column, column);
	write_name(out, proof, "</h2><p>");
	write_text(out, "", proof->language, proof->source ? ", source" : "");
	write_count(out, proof->errors, "error", "error", "errors");
	write_count(out, proof->warnings, "warning", "warning", "warnings");
	write_count(out, proof->overset, "overset", "line overset", "lines overset");
	write_count(out, proof->outdated, "outdated", "outdated", "outdated");
	write_count(out, proof->draft, "draft", "draft", "drafts");
	write_count(out, proof->missing, "missing", "missing", "missing");
	buf_z(out, "</p></div>\n");
}

static void write_sheet(Buf *out, const Proof *proof, size_t column, const ProofPage *page) {
	buf_printf(out, "<article class=\"sheet%s\" data-c=\"%zu\" style=\"grid-column:%zu\" dir=\"%s\"", proof->source ? " source" : "", column, column,
	           proof->rtl ? "rtl" : "ltr");
	write_attribute(out, "lang", proof->language);
	write_text(out, " aria-label=\"", proof->language, "");
	buf_printf(out, ", page %d\"><img loading=\"lazy\" alt=\"\"", page->number);
	write_attribute(out, "src", page->name);
	buf_printf(out, " width=\"%d\" height=\"%d\">\n", (int)(page->width / LEN_PT), (int)(page->height / LEN_PT));
	buf_str(out, page->overlay);
	buf_z(out, "</article>\n");
}

static int next_number(Proof *const *proofs, size_t count, int after) {
	int next = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t p = 0; p < proofs[i]->page_count; p++)
			if (proofs[i]->pages[p].number > after && (!next || proofs[i]->pages[p].number < next))
				next = proofs[i]->pages[p].number;
	return next;
}

static void write_grid(Buf *out, Proof *const *proofs, size_t count) {
	buf_printf(out, "<main id=\"pages\" tabindex=\"0\" aria-label=\"Pages\" style=\"--n:%zu\">\n<div class=\"row heads\">\n", count);
	for (size_t i = 0; i < count; i++)
		write_column_head(out, proofs[i], i + 1);
	buf_z(out, "</div>\n");
	for (int number = next_number(proofs, count, 0); number; number = next_number(proofs, count, number)) {
		buf_printf(out, "<section class=\"row\" data-page=\"%d\" aria-label=\"Page %d\">\n", number, number);
		for (size_t i = 0; i < count; i++)
			for (size_t p = 0; p < proofs[i]->page_count; p++)
				if (proofs[i]->pages[p].number == number)
					write_sheet(out, proofs[i], i + 1, &proofs[i]->pages[p]);
		buf_z(out, "</section>\n");
	}
	buf_z(out, "</main>\n");
}

static void write_shared(Buf *out, const Diag *shared) {
	size_t n = 0;
	for (size_t i = 0; i < shared->messages.n; i++)
		n += !shared->messages.at[i].ignored;
	if (!n)
		return;
	buf_z(out, "<h3>All languages</h3>\n<ul>\n");
	for (size_t i = 0; i < shared->messages.n; i++)
		if (!shared->messages.at[i].ignored)
			write_message(out, &shared->messages.at[i], str_printf(shared->arena, "all-%zu", i), 0);
	buf_z(out, "</ul>\n");
}

static void write_messages(Buf *out, const Diag *shared, Proof *const *proofs, size_t count) {
	buf_z(out, "<aside aria-label=\"Messages\">\n<h2>Messages</h2>\n<p id=\"kinds\">"
		"<label><input type=\"checkbox\" value=\"error\" checked>errors</label><label><input type=\"checkbox\" value=\"warning\" checked>warnings</label>"
		"<label><input type=\"checkbox\" value=\"note\">notes</label></p>\n<div id=\"messages\" class=\"no-note\">\n");
	write_shared(out, shared);
	for (size_t i = 0; i < count; i++) {
		const Proof *proof = proofs[i];
		buf_printf(out, "<section data-c=\"%zu\"><h3>", i + 1);
		write_name(out, proof, "");
		buf_printf(out, " <span>%u / %u / %u</span></h3>\n<ul>\n", proof->errors, proof->warnings, proof->notes);
		buf_str(out, proof->messages);
		buf_z(out, "</ul></section>\n");
	}
	buf_z(out, "</div>\n</aside>\n");
}

static const char foot[] =
	"<footer aria-label=\"Paragraph\">\n<div id=\"detail\" aria-live=\"polite\">\n<p class=\"hint\">Click a paragraph, or move with the arrow keys: up and down "
	"through a language, left and right to the same paragraph in the next. Enter goes to the details, Escape back; Page up and Page down turn the pages; "
	"<kbd>n</kbd> and <kbd>p</kbd> go to the next and the previous message.</p>\n</div>\n<ul id=\"legend\"><li class=\"overset\">overset</li><li "
	"class=\"outdated\">outdated</li><li class=\"draft\">draft or missing</li><li class=\"edited\">edited by hand</li></ul>\n</footer>\n";

void proof_index(const Issue *issue, const Diag *shared, Proof *const *proofs, size_t count, Buf *out) {
	const Proof *source = NULL;
	Str texts = STR("");
	for (size_t i = 0; i < count; i++) {
		if (!source || proofs[i]->source)
			source = source && source->source ? source : proofs[i];
		if (!texts.n)
			texts = proofs[i]->texts;
	}
	write_head(out, issue, source);
	write_bar(out, issue, source, proofs, count);
	write_grid(out, proofs, count);
	write_messages(out, shared, proofs, count);
	buf_z(out, foot);
	write_text(out, "<div id=\"source\" hidden lang=\"", issue->source, "\">\n");
	buf_str(out, texts);
	buf_z(out, "</div>\n<script>\n");
	buf_z(out, proof_script);
	buf_z(out, "</script>\n</body>\n</html>\n");
}
