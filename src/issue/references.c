/* What only shows when all articles of a language are there: ids that two articles share, references to nothing,
 * places for what nobody wrote, articles without a place, pictures that are missing, sections without a name. */
#include "base/file.h"
#include "issue/reader.h"

typedef struct {
	Str id;
	Pos pos;
	const Article *article;
	bool box;
} Target;

typedef struct { Target *at; size_t n, room; } Targets;

typedef struct {
	Job *job;
	const Issue *issue;
	const Edition *edition;
	Targets targets;
} Checker;

static const Target *find(const Checker *c, Str id) {
	for (size_t i = 0; i < c->targets.n; i++) {
		if (str_eq(c->targets.at[i].id, id))
			return &c->targets.at[i];
	}
	return NULL;
}

static void add_target(Checker *c, Target target) {
	const Target *other = find(c, target.id);
	if (other && other->article != target.article) {
		diag_error(c->job->diag, target.pos, RULE_ID_DUPLICATE, "the id '" STR_FMT "' is given twice",
		           STR_ARG(target.id));
		diag_help(c->job->diag, "choose another id for one of the two; ids are common to all articles");
		diag_related(c->job->diag, other->pos, "the first is here");
	}
	if (!other)
		*list_push(c->job->arena, &c->targets) = target;
}

static void collect(Checker *c) {
	for (size_t i = 0; i < c->edition->article_count; i++) {
		const Article *article = &c->edition->articles[i];
		Pos pos = article->id_pos.file ? article->id_pos : (Pos){ article->file, 0, 0 };
		add_target(c, (Target){ article->id, pos, article, false });
	}
	for (size_t i = 0; i < c->edition->article_count; i++) {
		const Article *article = &c->edition->articles[i];
		NodeWalk walk = node_walk(article->root);
		while (node_walk_next(&walk)) {
			const Node *node = walk.node;
			if (walk.entering && node->id.n)
				add_target(c, (Target){ node->id, node->id_pos, article, node->kind == NODE_BOX });
		}
	}
}

static void suggest(const Checker *c, Str word, bool boxes, bool articles) {
	Str *ids = arena_array(c->job->arena, Str, c->targets.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->targets.n; i++) {
		const Target *target = &c->targets.at[i];
		bool article = target->id.p == target->article->id.p;
		if (article ? articles : target->box ? boxes : boxes && articles)
			ids[n++] = target->id;
	}
	diag_suggest(c->job->diag, word, ids, n);
}

/* {page} or {title}, which have nothing to say without their target. */
static bool shows_data(const Node *link) {
	for (NodeWalk walk = node_walk(link); node_walk_next(&walk);)
		if (walk.entering && walk.node->kind == NODE_DATA && (str_is(walk.node->name, "page") || str_is(walk.node->name, "title")))
			return true;
	return false;
}

static void check_link(const Checker *c, const Node *node) {
	if (node->url.n < 2 || node->url.p[0] != '#')
		return;
	Str id = str_sub(node->url, 1, node->url.n);
	if (find(c, id))
		return;
	if (edition_omits(c->edition, id)) {
		diag_warning(c->job->diag, node->url_pos, RULE_XREF_OMITTED, "'" STR_FMT "' is left out of this edition: the reference has no link%s",
		             STR_ARG(id), shows_data(node) ? ", page or title" : "");
		diag_help(c->job->diag, "translate its article, or let another language stand in with 'missing: source' in " STR_FMT,
		          STR_ARG(c->issue->file->path));
		return;
	}
	diag_error(c->job->diag, node->url_pos, RULE_XREF_UNDEFINED, "nothing in the edition has the id '" STR_FMT "'",
	           STR_ARG(id));
	suggest(c, id, true, true);
	diag_help(c->job->diag, "give the heading or box {#" STR_FMT "}, or correct the reference", STR_ARG(id));
}

static void check_picture(const Checker *c, const Article *article, const Node *node) {
	if (node->url.n == 0)
		return;
	Str path = issue_asset_path(c->job->arena, c->issue, edition_assets(c->edition, article), node->url);
	if (path.n == 0) {
		diag_error(c->job->diag, node->url_pos, RULE_ASSET_OUTSIDE, "'" STR_FMT "' does not lie in the assets folder",
			STR_ARG(node->url));
		diag_help(c->job->diag, "put the file into " STR_FMT "/assets and write its name", STR_ARG(c->issue->folder));
	} else if (!file_exists(path)) {
		diag_error(c->job->diag, node->url_pos, RULE_PICTURE_MISSING, "there is no file " STR_FMT, STR_ARG(path));
		diag_help(c->job->diag, "put it there, or into assets/" STR_FMT " for this language only",
		          STR_ARG(c->edition->language));
	}
}

static void check_section(const Checker *c, const Article *article) {
	if (article->section.n == 0)
		return;
	Str key = str_printf(c->job->arena, "sections." STR_FMT, STR_ARG(article->section));
	if (edition_string(c->edition, key.p).n)
		return;
	Str *known = arena_array(c->job->arena, Str, c->edition->string_count + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->edition->string_count; i++) {
		if (str_starts(c->edition->strings[i].key, "sections."))
			known[n++] = str_sub(c->edition->strings[i].key, 9, SIZE_MAX);
	}
	diag_error(c->job->diag, article->section_pos, RULE_STRING_MISSING,
	           "the section '" STR_FMT "' has no name in " STR_FMT "/strings.yaml", STR_ARG(article->section),
	           STR_ARG(c->edition->folder));
	diag_suggest(c->job->diag, article->section, known, n);
	diag_help(c->job->diag, "add it there under sections:");
}

static void check_place(const Checker *c, const Place *place) {
	const Target *target = find(c, place->target);
	if (!target && edition_omits(c->edition, place->target))
		return;
	if (place->kind == PLACE_ARTICLE && !edition_find_article(c->edition, place->target)) {
		diag_error(c->job->diag, place->target_pos, RULE_ARTICLE_UNKNOWN,
		           "there is no article '" STR_FMT "' in " STR_FMT, STR_ARG(place->target),
		           STR_ARG(c->edition->folder));
		suggest(c, place->target, false, true);
		diag_help(c->job->diag, "write " STR_FMT "/" STR_FMT ".md", STR_ARG(c->edition->folder),
		          STR_ARG(place->target));
	} else if (place->kind == PLACE_BOX && !(target && target->box)) {
		diag_error(c->job->diag, place->target_pos, RULE_BOX_UNKNOWN, "no box of the edition has the id '" STR_FMT "'",
			STR_ARG(place->target));
		suggest(c, place->target, true, false);
		diag_help(c->job->diag, "give the box {#" STR_FMT "} on its first line", STR_ARG(place->target));
	}
}

static bool is_placed(const Issue *issue, Str id) {
	for (size_t i = 0; i < issue->page_count; i++) {
		for (size_t j = 0; j < issue->pages[i].place_count; j++) {
			if (issue->pages[i].places[j].kind == PLACE_ARTICLE && str_eq(issue->pages[i].places[j].target, id))
				return true;
		}
	}
	return false;
}

static void check_article(const Checker *c, const Article *article) {
	check_section(c, article);
	if (!is_placed(c->issue, article->id)) {
		diag_warning(c->job->diag, (Pos){ article->file, 0, 0 }, RULE_ARTICLE_UNPLACED, "no frame shows this article");
		diag_help(c->job->diag, "place it in " STR_FMT " under pages", STR_ARG(c->issue->file->path));
	}
	NodeWalk walk = node_walk(article->root);
	while (node_walk_next(&walk)) {
		if (!walk.entering)
			continue;
		if (walk.node->kind == NODE_LINK)
			check_link(c, walk.node);
		else if (walk.node->kind == NODE_IMAGE)
			check_picture(c, article, walk.node);
	}
}

void issue_check_edition(Job *job, const Issue *issue, const Edition *edition) {
	Checker c = { .job = job, .issue = issue, .edition = edition };
	collect(&c);
	for (size_t i = 0; i < edition->article_count; i++)
		check_article(&c, &edition->articles[i]);
	for (size_t i = 0; i < issue->page_count; i++) {
		for (size_t j = 0; j < issue->pages[i].place_count; j++)
			check_place(&c, &issue->pages[i].places[j]);
	}
}
