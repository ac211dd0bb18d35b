/* <!-- quoin-ignore RULE … -->: what is said of the next block under these rules, errors excepted, is taken back. A comment that
 * silences nothing is told, once every check has run: the text has changed since, and the comment would hide what comes. */
#include "issue/issue.h"

#define OPENING "<!--"
#define WORD "quoin-ignore"

typedef struct {
	uint32_t start, end;                                     /* bytes of the source */
} Range;

/* The block that begins behind byte `at`, up to where the one after it begins. */
static Range next_block(const Article *article, uint32_t at) {
	Range range = { 0, (uint32_t)article->file->text.n };
	const Node *block = NULL;
	bool passed = false;
	for (NodeWalk walk = node_walk(article->root); node_walk_next(&walk);) {
		const Node *node = walk.node;
		passed |= node == block && !walk.entering;
		if (!walk.entering || node->kind == NODE_ARTICLE || node->kind >= NODE_TEXT || node->pos.offset < at)
			continue;
		if (!block) {
			block = node;
			range.start = node->pos.offset;
		} else if (passed) {
			range.end = node->pos.offset;
			break;
		}
	}
	return block ? range : (Range){ 0, 0 };
}

static void ignore_rule(Job *job, const Article *article, Pos pos, Str name, bool checked) {
	Rule rule;
	if (!diag_find_rule(job->diag, pos, RULE_COMMENT, name, &rule))
		return;
	Range range = next_block(article, pos.offset);
	if (diag_silence(job->diag, rule, article->file, range.start, range.end) == 0 && checked) {
		diag_report(job->diag, SEVERITY_NOTE, pos, RULE_IGNORE_UNUSED, "nothing is said of the next block under '" STR_FMT "'", STR_ARG(name));
		diag_help(job->diag, "take the rule out of the comment; errors are never silenced");
	}
}

static void read_comment(Job *job, const Article *article, uint32_t start, uint32_t end, bool checked) {
	Str text = article->file->text;
	for (uint32_t at = start; at < end;) {
		uint32_t from = at;
		while (at < end && text.p[at] != ' ' && text.p[at] != ',' && text.p[at] != '\n')
			at++;
		if (at > from)
			ignore_rule(job, article, (Pos){ article->file, from, at - from }, str_sub(text, from, at), checked);
		at++;
	}
}

static void read_article(Job *job, const Article *article, bool checked) {
	Str text = article->file->text;
	for (size_t at = str_find(text, OPENING, 0); at != SIZE_MAX; at = str_find(text, OPENING, at)) {
		at += sizeof OPENING - 1;
		while (at < text.n && text.p[at] == ' ')
			at++;
		size_t close = str_find(text, "-->", at);
		if (close == SIZE_MAX)
			return;
		if (str_starts(str_sub(text, at, close), WORD " "))
			read_comment(job, article, (uint32_t)(at + sizeof WORD), (uint32_t)close, checked);
	}
}

void issue_apply_ignores(Job *job, const Edition *edition, bool checked) {
	for (size_t i = 0; i < edition->article_count; i++)
		read_article(job, &edition->articles[i], checked);
}
