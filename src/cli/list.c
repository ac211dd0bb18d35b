/* quoin list: names for scripts and editors. Only what is asked for is read: languages come from issue.yaml alone. A row is a
 * line of fields parted by tabs, or a JSON object; languages are bare words in both. */
#include "cli/cli.h"

#include <unistd.h>

typedef struct {
	Buf *out;
	bool json;
	size_t rows, fields;
} Table;

static void next_row(Table *table) {
	if (table->json)
		buf_z(table->out, table->rows ? "},\n{" : "\n{");
	else if (table->rows)
		buf_byte(table->out, '\n');
	table->rows++;
	table->fields = 0;
}

static void add_key(Table *table, const char *name) {
	if (table->fields++)
		buf_byte(table->out, table->json ? ',' : '\t');
	if (table->json)
		buf_printf(table->out, "\"%s\":", name);
}

static void add_str(Table *table, const char *name, Str value) {
	add_key(table, name);
	if (table->json)
		buf_json(table->out, value);
	else
		buf_str(table->out, value.n ? value : STR("-"));
}

static void add_int(Table *table, const char *name, long value) {
	add_key(table, name);
	buf_printf(table->out, "%ld", value);
}

static void add_len(Table *table, const char *name, Len value) {
	add_key(table, name);
	buf_len(table->out, value);
}

static void list_languages(Table *table, const Issue *issue) {
	for (size_t i = 0; i < issue->language_count; i++) {
		if (!table->json) {
			next_row(table);
			buf_str(table->out, issue->languages[i]);
			continue;
		}
		buf_z(table->out, i ? "," : "");
		buf_json(table->out, issue->languages[i]);
	}
}

/* The words under a node, without those of notes and pictures. */
static Str words_under(Arena *arena, const Node *root) {
	Buf words = { 0 };
	for (NodeWalk walk = node_walk(root); node_walk_next(&walk);)
		if (walk.entering && (walk.node->kind == NODE_TEXT || walk.node->kind == NODE_CODE))
			buf_str(&words, walk.node->text);
	Str copy = str_copy(arena, buf_as_str(&words));
	buf_free(&words);
	return copy;
}

static void list_articles(Job *job, Table *table, const Edition *edition) {
	for (size_t i = 0; i < edition->article_count; i++) {
		const Article *article = &edition->articles[i];
		const Node *headline = article->root ? node_child(article->root, NODE_HEADING) : NULL;
		next_row(table);
		add_str(table, "id", article->id);
		add_str(table, "section", article->section);
		add_str(table, "file", article->file->path);
		add_str(table, "headline", headline ? words_under(job->arena, headline) : STR(""));
	}
}

static void list_boxes(Job *job, Table *table, const Edition *edition) {
	for (size_t i = 0; i < edition->article_count; i++) {
		const Article *article = &edition->articles[i];
		for (NodeWalk walk = node_walk(article->root); article->root && node_walk_next(&walk);) {
			const Node *box = walk.node;
			if (!walk.entering || box->kind != NODE_BOX)
				continue;
			const Node *title = node_child(box, NODE_TITLE);
			next_row(table);
			add_str(table, "id", box->id);
			add_str(table, "kind", box->name);
			add_str(table, "article", article->id);
			add_int(table, "line", pos_line_column(box->pos).line);
			add_str(table, "title", title ? words_under(job->arena, title) : STR(""));
		}
	}
}

static void list_frames(Table *table, const Layout *layout) {
	for (size_t i = 0; i < layout->template_count; i++) {
		const Template *template = &layout->templates[i];
		for (size_t k = 0; k < template->frame_count; k++) {
			const Frame *frame = &template->frames[k];
			next_row(table);
			add_str(table, "template", template->name);
			add_str(table, "frame", frame->name);
			add_int(table, "column", frame->column);
			add_int(table, "span", frame->span);
			add_int(table, "columns", frame->columns);
			add_str(table, "style", frame->design >= 0 ? layout->designs[frame->design].name : STR(""));
		}
	}
}

static void list_styles(Table *table, const Layout *layout) {
	for (size_t i = 0; i < layout->style_count; i++) {
		const ParagraphStyle *style = &layout->styles[i];
		next_row(table);
		add_str(table, "style", style->name);
		add_str(table, "font", style->font);
		add_len(table, "size", style->size);
		add_int(table, "weight", style->weight);
	}
}

static void list_rules(Table *table) {
	for (int rule = 0; rule < RULE_COUNT; rule++) {
		next_row(table);
		add_str(table, "rule", str_of(rule_name((Rule)rule)));
		add_str(table, "summary", str_of(rule_summary((Rule)rule)));
	}
}

enum { LIST_LANGUAGES, LIST_ARTICLES, LIST_BOXES, LIST_FRAMES, LIST_STYLES, LIST_RULES };

static bool fill(Job *job, const Options *options, Table *table) {
	if (options->choice == LIST_RULES) {
		list_rules(table);
		return true;
	}
	const Issue *issue = issue_read(job, options->issue);
	if (!issue)
		return false;
	if (options->choice == LIST_LANGUAGES) {
		list_languages(table, issue);
		return true;
	}
	if (options->choice == LIST_ARTICLES || options->choice == LIST_BOXES) {
		const Edition *edition = issue_read_edition(job, issue, issue->source);
		if (edition)
			(options->choice == LIST_ARTICLES ? list_articles : list_boxes)(job, table, edition);
		return edition != NULL;
	}
	const Layout *layout = issue->layout.n ? layout_read(job, issue->layout) : NULL;
	if (layout)
		(options->choice == LIST_FRAMES ? list_frames : list_styles)(table, layout);
	return layout != NULL;
}

int cli_list(Job *job, const Options *options) {
	Buf out = { 0 };
	Table table = { .out = &out, .json = options->given[OPTION_JSON] };
	if (options->choice != LIST_RULES && options->issue.n == 0) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "no issue given");
		diag_help(job->diag, "name its folder, as in 'quoin list languages issues/2007-4'");
		cli_report(job, options, STDERR_FILENO);
		return CODE_USAGE;
	}
	if (table.json)
		buf_byte(&out, '[');
	bool good = fill(job, options, &table);
	if (table.json)
		buf_z(&out, table.rows ? "}\n]" : "]");
	if (table.json || table.rows)
		buf_byte(&out, '\n');
	diag_sort(job->diag);
	if (good)
		cli_write_stdout(job->diag, out.p, out.n);
	buf_free(&out);
	return cli_report(job, options, STDERR_FILENO);
}
