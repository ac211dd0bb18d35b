/* Notes: each that is called has its text, each text is called, once defined. */
#include "issue/reader.h"

#include <strings.h>

static const Definition *find(const Reader *r, Str label) {
	for (size_t i = 0; i < r->definitions.n; i++) {
		if (r->definitions.at[i].node && str_eq(r->definitions.at[i].label, label))
			return &r->definitions.at[i];
	}
	return NULL;
}

static bool is_same_but_case(Str a, Str b) {
	return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* A definition that the tree has twice, or once only because cmark-gfm does not tell small letters from capitals. */
static void check_duplicates(Reader *r) {
	for (size_t i = 1; i < r->definitions.n; i++) {
		const Definition *d = &r->definitions.at[i];
		for (size_t j = 0; j < i; j++) {
			const Definition *other = &r->definitions.at[j];
			if (!is_same_but_case(d->label, other->label))
				continue;
			diag_error(r->job->diag, d->pos, RULE_FOOTNOTE_DUPLICATE, "the note '" STR_FMT "' has its text twice",
			           STR_ARG(d->label));
			diag_help(r->job->diag, "give the second note a label of its own%s",
				str_eq(d->label, other->label) ? "" : "; capitals do not make a difference");
			diag_related(r->job->diag, other->pos, "the first is here");
			break;
		}
	}
}

static void report_undefined(Reader *r, const Node *call) {
	struct { Str *at; size_t n, room; } labels = { 0 };
	for (size_t i = 0; i < r->definitions.n; i++)
		*list_push(r->scratch, &labels) = r->definitions.at[i].label;
	diag_error(r->job->diag, call->pos, RULE_FOOTNOTE_UNDEFINED, "the note '" STR_FMT "' has no text",
	           STR_ARG(call->name));
	diag_suggest(r->job->diag, call->name, labels.at, labels.n);
	diag_help(r->job->diag, "write [^" STR_FMT "]: and its text at the end of the file", STR_ARG(call->name));
}

static const Node *note_above(const Node *node) {
	while (node && node->kind != NODE_NOTE)
		node = node->parent;
	return node;
}

void issue_check_notes(Reader *r) {
	bool *used = arena_array(r->scratch, bool, r->definitions.n + 1);
	check_duplicates(r);
	NodeWalk walk = node_walk(r->root);
	while (node_walk_next(&walk)) {
		const Node *node = walk.node;
		if (!walk.entering || node->kind != NODE_NOTE_CALL)
			continue;
		const Definition *d = find(r, node->name);
		if (d)
			used[d - r->definitions.at] = true;
		else
			report_undefined(r, node);
		if (note_above(node)) {
			diag_error(r->job->diag, node->pos, RULE_FOOTNOTE_NESTED, "a note calls another note");
			diag_help(r->job->diag, "say it within the one note");
		}
	}
	for (size_t i = 0; i < r->definitions.n; i++) {
		const Definition *d = &r->definitions.at[i];
		if (!d->node)
			continue;
		if (!d->node->first) {
			diag_error(r->job->diag, d->pos, RULE_FOOTNOTE_EMPTY, "this note has no text");
			diag_help(r->job->diag, "write it after the colon");
		}
		if (!used[i]) {
			diag_error(r->job->diag, d->pos, RULE_FOOTNOTE_UNUSED, "nothing calls the note '" STR_FMT "'",
			           STR_ARG(d->label));
			diag_help(r->job->diag, "put [^" STR_FMT "] where it belongs, or take the note out", STR_ARG(d->label));
		}
	}
}
