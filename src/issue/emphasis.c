/* Emphasis: the delimiter stack of the CommonMark specification (appendix "phase 2"), with one relaxation. CommonMark
 * asks what stands beside a run of * or _: white space, punctuation or neither. Text in East Asian scripts has no
 * spaces between words, so a run beside its punctuation could neither open nor close (commonmark-spec #650). Here an
 * East Asian wide character, Hangul included, counts on the outer side like punctuation or a space, and East Asian
 * punctuation counts on the inner side like a letter. Where no such character stands beside the run, this is
 * CommonMark. (cmark-gfm 0.29 itself gives up a search for openers too early in rare runs of three and more delimiters,
 * as in `a_**b*c****`; the specification's reading is followed.) */
#include "issue/inline.h"

#include <assert.h>

static bool is_narrow_punctuation(uint32_t c) {
	return issue_is_punctuation(c) && !issue_is_east_asian(c);
}

static bool flanks(uint32_t inner, uint32_t outer) {
	if (issue_is_space(inner))
		return false;
	return !is_narrow_punctuation(inner) || issue_is_space(outer) || issue_is_punctuation(outer) ||
	       issue_is_east_asian(outer);
}

void inline_read_delimiters(Inlines *in) {
	uint32_t start = in->at, end = start;
	char c = in->b[start];
	while (end < in->n && in->b[end] == c)
		end++;
	Str all = { in->b, in->n };
	size_t back = start, on = end;
	uint32_t before = start > 0 ? utf8_prev(all, &back) : '\n';
	uint32_t after = end < in->n ? utf8_next(all, &on) : '\n';
	bool left = flanks(after, before), right = flanks(before, after);
	Delimiter *d = arena_new(in->r->scratch, Delimiter);
	d->c = c;
	d->length = end - start;
	d->can_open = c == '*' ? left : left && (!right || issue_is_punctuation(before));
	d->can_close = c == '*' ? right : right && (!left || issue_is_punctuation(after));
	d->text = inline_append(in, NODE_TEXT, start, end);
	d->text->node.text = inline_source(in, start, end);
	d->prev = in->delimiters;
	if (d->prev)
		d->prev->next = d;
	in->delimiters = d;
	d->made_before = in->made;
	d->serial = in->made ? in->made->serial + 1 : 1;
	in->made = d;
	in->at = end;
}

static void take_off_stack(Inlines *in, Delimiter *d) {
	if (d->next)
		d->next->prev = d->prev;
	else
		in->delimiters = d->prev;
	if (d->prev)
		d->prev->next = d->next;
}

static uint32_t left_of(const Delimiter *d) {
	return (uint32_t)d->text->node.text.n;
}

/* Wraps what stands between the two; the delimiter to go on with. */
static Delimiter *insert_emphasis(Inlines *in, Delimiter *opener, Delimiter *closer) {
	uint32_t use = left_of(opener) >= 2 && left_of(closer) >= 2 ? 2 : 1;
	Node *open = &opener->text->node, *close = &closer->text->node;
	for (Delimiter *d = closer->prev; d != opener;) {
		Delimiter *before = d->prev;
		take_off_stack(in, d);
		d = before;
	}
	open->text.n -= use;
	open->pos.length = (uint32_t)open->text.n;
	Inline *emphasis = arena_new(in->r->job->arena, Inline);
	emphasis->node.kind = use == 2 ? NODE_STRONG : NODE_EMPHASIS;
	uint32_t start = open->pos.offset + (uint32_t)open->text.n;
	emphasis->node.pos = issue_pos(in->r, start, close->pos.offset + use);
	inline_wrap(emphasis, opener->text, closer->text->prev);
	close->text = str_sub(close->text, use, close->text.n);
	close->pos.offset += use;
	close->pos.length = (uint32_t)close->text.n;
	if (open->text.n == 0) {
		inline_unlink(opener->text);
		take_off_stack(in, opener);
	}
	if (close->text.n == 0) {
		Delimiter *next = closer->next;
		inline_unlink(closer->text);
		take_off_stack(in, closer);
		return next;
	}
	return closer;
}

static bool match(const Delimiter *opener, const Delimiter *closer) {
	if (!opener->can_open || opener->c != closer->c)
		return false;
	return !(closer->can_open || opener->can_close) || closer->length % 3 == 0 ||
	       (opener->length + closer->length) % 3 != 0;
}

void inline_process_emphasis(Inlines *in, Delimiter *bottom) {
	uint32_t floors[2][2][3];                                /* no opener for such a closer at or below this serial */
	for (int i = 0; i < 12; i++)
		floors[i / 6][i / 3 % 2][i % 3] = bottom ? bottom->serial : 0;
	Delimiter *closer = in->delimiters == bottom ? NULL : in->delimiters;
	while (closer && closer->prev != bottom)
		closer = closer->prev;
	while (closer) {
		if (!closer->can_close) {
			closer = closer->next;
			continue;
		}
		uint32_t *floor = &floors[closer->c == '_'][closer->can_open][closer->length % 3];
		Delimiter *opener = closer->prev;
		while (opener && opener->serial > *floor && !match(opener, closer))
			opener = opener->prev;
		if (opener && opener->serial > *floor) {
			closer = insert_emphasis(in, opener, closer);
			continue;
		}
		*floor = closer->serial - 1;
		Delimiter *next = closer->next;
		if (!closer->can_open)
			take_off_stack(in, closer);
		closer = next;
	}
	while (in->delimiters && in->delimiters != bottom)
		take_off_stack(in, in->delimiters);
}

/* What is left of a run stays as text, which is hardly ever meant. Asterisks always, a _ only where it might have been
 * emphasis, since it is common within names of files. */
void inline_report_unmatched(Inlines *in) {
	for (const Delimiter *d = in->made; d; d = d->made_before) {
		if (left_of(d) == 0 || (d->c == '_' && !d->can_open && !d->can_close))
			continue;
		Str run = d->text->node.text;
		diag_error(in->r->job->diag, d->text->node.pos, RULE_EMPHASIS_UNMATCHED,
		           "'%.*s' has no partner and would be printed", run.n > 8 ? 8 : (int)run.n, run.p);
		if (!d->can_open && !d->can_close)
			diag_help(in->r->job->diag,
			          "emphasis stands close to its words: %c%cthus%c%c; for the sign itself write \\%c", d->c, d->c,
			          d->c, d->c, d->c);
		else
			diag_help(in->r->job->diag, "close the emphasis in the same paragraph; for the sign itself write \\%c",
			          d->c);
	}
}
