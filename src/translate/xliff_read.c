/* XLIFF 2.0 to 2.2 and 1.2 as tools send it back: re-segmented, re-ordered, with codes of their making. A unit's translation is the
 * content of its segments in their order; where a tool left some without translation, the source stands for them. */
#include <stdlib.h>
#include <string.h>

#include "translate/xliff.h"

typedef struct {
	Job *job;
	IncomingFile *out;
	Str article;
	bool second; /* XLIFF 2 */
} Reader;

typedef struct {
	const xmlNode *source, *target;
	long order;
	bool between;
} Part;

typedef struct {
	Part *at;
	size_t n, room;
} Parts;

static Pos pos_of(const Reader *r, const xmlNode *node) {
	const SourceFile *file = r->out->file;
	long line = xmlGetLineNo((xmlNode *)node);
	if (file->text.n == 0 || line < 1 || (uint32_t)line > file->lines)
		return (Pos){ file, 0, 0 };
	return (Pos){ file, file->line_starts[line - 1], 0 };
}

static const xmlNode *child_of(const xmlNode *node, const char *name) {
	for (const xmlNode *child = node->children; child; child = child->next)
		if (xliff_is(child, name))
			return child;
	return NULL;
}

/* "en/men.md" is the article men. */
static Str article_of(Str original) {
	size_t start = original.n;
	while (start > 0 && original.p[start - 1] != '/' && original.p[start - 1] != '\\')
		start--;
	Str name = str_sub(original, start, original.n);
	if (str_ends(name, ".md"))
		name.n -= 3;
	else if (str_ends(name, ".yaml"))
		name.n -= 5;
	return name;
}

static UnitState state_of(Str word, bool *known) {
	static const struct {
		const char *word;
		UnitState state;
	} states[] = {
		{ "initial", STATE_DRAFT },
		{ "translated", STATE_TRANSLATED },
		{ "reviewed", STATE_REVIEWED },
		{ "final", STATE_REVIEWED },
		{ "new", STATE_DRAFT },
		{ "signed-off", STATE_REVIEWED },
		{ "needs-translation", STATE_DRAFT },
		{ "needs-adaptation", STATE_DRAFT },
		{ "needs-l10n", STATE_DRAFT },
		{ "needs-review-translation", STATE_DRAFT },
		{ "needs-review-adaptation", STATE_DRAFT },
		{ "needs-review-l10n", STATE_DRAFT },
	};
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		if (str_is(word, states[i].word)) {
			*known = true;
			return states[i].state;
		}
	}
	return STATE_TRANSLATED;
}

static int by_order(const void *a, const void *b) {
	const Part *x = a, *y = b;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x < y ? -1 : 1;
}

/* An `order` moves a part in the translation; the others keep the numbers of their places. */
static void gather_parts(Reader *r, const xmlNode *unit, Parts *parts, Incoming *in) {
	bool moved = false;
	in->state = STATE_REVIEWED;
	for (const xmlNode *node = unit->children; node; node = node->next) {
		bool segment = xliff_is(node, "segment");
		if (!segment && !xliff_is(node, "ignorable"))
			continue;
		Part *part = list_push(r->job->arena, parts);
		*part = (Part){ child_of(node, "source"), child_of(node, "target"), (long)parts->n, !segment };
		Str order = part->target ? xliff_attribute(r->job->arena, part->target, "order") : STR("");
		if (order.n) {
			part->order = strtol(str_z(r->job->arena, order), NULL, 10);
			moved = true;
		}
		if (!segment)
			continue;
		Str word = xliff_attribute(r->job->arena, node, "state");
		UnitState state = word.n ? state_of(word, &in->has_state) : STATE_DRAFT;
		in->state = state < in->state ? state : in->state;
	}
	if (moved)
		qsort(parts->at, parts->n, sizeof *parts->at, by_order);
}

static bool has_content(const xmlNode *node) {
	for (const xmlNode *child = node ? node->children : NULL; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE || (child->content && child->content[0]))
			return true;
	return false;
}

static void read_parts(Reader *r, const xmlNode *unit, Incoming *in) {
	Parts parts = { 0 };
	Tokens source = { 0 };
	gather_parts(r, unit, &parts, in);
	const xmlNode *data = child_of(unit, "originalData");
	ContentReader target_reader = { .job = r->job, .file = r->out->file, .data = data, .tokens = &in->target };
	ContentReader source_reader = { .job = r->job, .file = r->out->file, .data = data, .tokens = &source };
	for (size_t i = 0; i < parts.n; i++)
		in->has_target |= !parts.at[i].between && has_content(parts.at[i].target);
	for (size_t i = 0; i < parts.n; i++) {
		const Part *part = &parts.at[i];
		bool lacks = part->between ? !part->target : !has_content(part->target) && has_content(part->source);
		if (part->source)
			xliff_add_content(&source_reader, part->source);
		if (lacks && !part->between)
			in->partial = in->has_target;
		const xmlNode *content = lacks ? part->source : part->target;
		if (content)
			xliff_add_content(&target_reader, content);
	}
	in->source = tokens_plain(r->job->arena, tokens_settle(r->job->arena, &source));
	in->problem = target_reader.problem;
}

static void read_trans_unit(Reader *r, const xmlNode *unit, Incoming *in) {
	const xmlNode *target = child_of(unit, "target"), *source = child_of(unit, "source");
	Tokens words = { 0 };
	ContentReader source_reader = { .job = r->job, .file = r->out->file, .tokens = &words };
	ContentReader target_reader = { .job = r->job, .file = r->out->file, .tokens = &in->target };
	if (source)
		xliff_add_content(&source_reader, source);
	in->source = tokens_plain(r->job->arena, tokens_settle(r->job->arena, &words));
	in->state = STATE_TRANSLATED;
	if (!target)
		return;
	xliff_add_content(&target_reader, target);
	in->problem = target_reader.problem;
	in->has_target = has_content(target);
	in->state = state_of(xliff_attribute(r->job->arena, target, "state"), &in->has_state);
	Str approved = xliff_attribute(r->job->arena, unit, "approved");
	if (str_is(approved, "yes") && in->state != STATE_DRAFT)
		in->state = STATE_REVIEWED;
}

static void read_unit(Reader *r, const xmlNode *unit) {
	Incoming *in = list_push(r->job->arena, &r->out->units);
	*in = (Incoming){ .article = r->article, .id = xliff_attribute(r->job->arena, unit, "id"), .pos = pos_of(r, unit) };
	xmlChar *base = r->second
	                    ? xmlGetNsProp((xmlNode *)unit, (const xmlChar *)"base", (const xmlChar *)TRANSLATE_NAMESPACE)
	                    : xmlGetNoNsProp((xmlNode *)unit, (const xmlChar *)"extradata");
	in->base = str_copy(r->job->arena, str_of((const char *)base));
	xmlFree(base);
	if (r->second)
		read_parts(r, unit, in);
	else
		read_trans_unit(r, unit, in);
}

/* Units, in groups or not. */
static void read_units(Reader *r, const xmlNode *parent) {
	for (const xmlNode *node = parent->children; node; node = node->next) {
		if (xliff_is(node, r->second ? "unit" : "trans-unit"))
			read_unit(r, node);
		else if (xliff_is(node, "group") || xliff_is(node, "body"))
			read_units(r, node);
	}
}

/* Every <file> of 1.2 names its languages; they are the same throughout. */
static void read_languages(Reader *r, const xmlNode *node, const char *source, const char *target) {
	if (r->out->source_language.n == 0)
		r->out->source_language = xliff_attribute(r->job->arena, node, source);
	if (r->out->language.n == 0)
		r->out->language = xliff_attribute(r->job->arena, node, target);
}

static bool refuse(Reader *r, const xmlNode *root, const char *what) {
	diag_error(r->job->diag, root ? pos_of(r, root) : (Pos){ r->out->file, 0, 0 }, RULE_XLIFF_FORM, "%s", what);
	diag_help(r->job->diag,
	          "name a file that quoin xliff export has written and a tool has filled in: XLIFF 2.1, 1.2 or PO");
	return false;
}

bool xliff_read(Job *job, Str bytes, IncomingFile *out) {
	Reader r = { .job = job, .out = out };
	xmlDoc *document = xml_read(job, out->file, bytes);
	if (!document)
		return false;
	const xmlNode *root = xmlDocGetRootElement(document);
	if (!root || !xliff_is(root, "xliff"))
		return refuse(&r, root, "this is XML, but not XLIFF 2 or 1.2");
	r.second = strcmp((const char *)root->ns->href, XLIFF_2) == 0;
	out->format = r.second ? EXCHANGE_XLIFF_2 : EXCHANGE_XLIFF_1;
	if (r.second)
		read_languages(&r, root, "srcLang", "trgLang");
	for (const xmlNode *file = root->children; file; file = file->next) {
		if (!xliff_is(file, "file"))
			continue;
		r.article = article_of(xliff_attribute(job->arena, file, "original"));
		if (r.article.n == 0)
			r.article = xliff_attribute(job->arena, file, "id");
		if (!r.second)
			read_languages(&r, file, "source-language", "target-language");
		read_units(&r, file);
	}
	return true;
}
