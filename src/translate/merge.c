/* Takes translators' files back. A unit is found by its id; one whose source has changed since is still its old translation's, and
 * one that has no place at all is kept in unplaced.tsv. Three texts decide: what was sent out (by its hash), what stands in the
 * translation now, what came back. Where only one side changed, that side is taken; where both did, the caller's choice, or it is a
 * conflict. What is taken is checked against the source; a unit with an error is taken too, as a draft. */
#include "base/file.h"
#include "translate/check.h"
#include "translate/exchange.h"

#define MAX_BYTES (16u << 20)

typedef struct {
	Job *job;
	Translation *translation;
	const IncomingFile *file;
	ConflictChoice choice;
	Merged *out;
	const Glossary *glossary;
	bool status_changed;
	Buf unplaced;
	struct {
		Edit *at;
		size_t n, room;
	} edits; /* of the article at hand */
} Merger;

static void refuse(Merger *m, const Incoming *in, Rule rule, const char *what, const char *help) {
	diag_error(m->job->diag, in->pos, rule, "unit '" STR_FMT "' is not taken: %s", STR_ARG(in->id), what);
	diag_help(m->job->diag, "%s", help);
	m->out->refused++;
}

/* A code that a tool made, known by its type alone. */
static const Code *code_of_hint(Arena *arena, CodeKind kind) {
	switch (kind) {
	case CODE_EMPHASIS: return markdown_read_code(arena, STR("*"), STR("*"));
	case CODE_STRONG: return markdown_read_code(arena, STR("**"), STR("**"));
	case CODE_LITERAL: return markdown_read_code(arena, STR("`"), STR("`"));
	case CODE_BREAK: return markdown_read_code(arena, STR("\\\n"), STR(""));
	default: return NULL;
	}
}

/* Which code of the unit is meant. What the file says in Markdown comes before the id, since tools number as they like. */
static const Code *resolve_code(Arena *arena, const Code *code, const Unit *source, const Unit *target) {
	if (code->tag.n)
		return code;
	const Code *known = source ? tokens_find_code(source->tokens, code->id) : NULL;
	if (known && (code->open.n == 0 || str_eq(known->open, code->open)))
		return known;
	const Code *read = markdown_read_code(arena, code->open, code->close);
	if (read)
		return read;
	const Code *own = target ? tokens_find_code(target->tokens, code->id) : NULL;
	if (own || known)
		return own ? own : known;
	return code_of_hint(arena, code->kind);
}

/* Tokens with codes of the unit; NULL and a reason when they are not right. */
static Tokens *resolve(Merger *m, const Incoming *in, const Unit *source, const Unit *target, UnitKind kind,
                       const char **problem) {
	Arena *arena = m->job->arena;
	struct {
		const Code *from, *to;
	} open[TRANSLATE_MAX_CODES * 4];
	size_t opened = 0;
	Tokens raw = { 0 };
	bool plain = kind == UNIT_ALT || kind == UNIT_CREDIT || kind == UNIT_STRING;
	for (size_t i = 0; i < in->target.n && !*problem; i++) {
		Token token = in->target.at[i];
		if (token.kind == TOKEN_CLOSE) {
			while (opened > 0 && open[opened - 1].from != token.code)
				opened--;
			token.code = opened ? open[--opened].to : NULL;
			if (!token.code)
				*problem = "its codes overlap";
		} else if (token.kind != TOKEN_TEXT) {
			const Code *code = resolve_code(arena, token.code, source, target);
			if (!code)
				*problem = str_printf(arena, "the code '" STR_FMT "' is none of its source", STR_ARG(token.code->id)).p;
			else if (plain || (code->kind == CODE_BREAK && markdown_place_of(kind) != MARKDOWN_PARAGRAPH))
				*problem = "text of this kind takes no such codes";
			else if ((token.kind == TOKEN_ALONE) != (code->close.n == 0) || opened == TRANSLATE_MAX_CODES)
				*problem = "a code that encloses words stands alone, or the other way round";
			else if (token.kind == TOKEN_OPEN)
				open[opened].from = token.code, open[opened++].to = code;
			token.code = code;
		}
		*list_push(arena, &raw) = token;
	}
	if (*problem)
		return NULL;
	Tokens *tokens = tokens_settle(arena, &raw);
	if (!tokens_are_balanced(tokens))
		*problem = "its codes overlap";
	else if (tokens->n == 0)
		*problem = "it has no words";
	return *problem ? NULL : tokens;
}

static void keep_unplaced(Merger *m, const Incoming *in) {
	Buf words = { 0 };
	for (size_t i = 0; i < in->target.n; i++)
		buf_str(&words, in->target.at[i].kind == TOKEN_TEXT    ? in->target.at[i].text
		                : in->target.at[i].kind == TOKEN_CLOSE ? in->target.at[i].code->close
		                                                       : in->target.at[i].code->open);
	Str fields[] = { in->article, in->id, in->source, buf_as_str(&words) };
	for (size_t f = 0; f < 4; f++) {
		for (size_t i = 0; i < fields[f].n; i++)
			buf_byte(&m->unplaced, (unsigned char)fields[f].p[i] < ' ' ? ' ' : fields[f].p[i]);
		buf_byte(&m->unplaced, f < 3 ? '\t' : '\n');
	}
	buf_free(&words);
	m->out->unplaced++;
	diag_warning(m->job->diag, in->pos, RULE_XLIFF_UNIT, "the source has no unit '" STR_FMT "' any more",
	             STR_ARG(in->id));
	diag_help(m->job->diag, "its translation is kept in " STR_FMT "/unplaced.tsv",
	          STR_ARG(m->translation->target->folder));
}

static Pair *find_pair(const ArticlePair *article, const Incoming *in, bool *outdated) {
	for (size_t i = 0; article && i < article->n; i++)
		if (article->pairs[i].source && str_eq(article->pairs[i].source->id, in->id))
			return &article->pairs[i];
	*outdated = true;
	for (size_t i = 0; article && i < article->n; i++)
		if (article->pairs[i].outdated && article->pairs[i].target && str_eq(article->pairs[i].row->unit, in->id))
			return &article->pairs[i];
	return NULL;
}

/* Whether what came back is taken for what stands there. */
static bool decide(Merger *m, const Incoming *in, const Pair *pair, Str hash) {
	Str now = pair->target ? pair->target->hash : STR("");
	Str base = in->base.n ? in->base : pair->row ? pair->row->target : STR("");
	if (str_eq(hash, base) && now.n)
		return false;
	if (now.n == 0 || str_eq(now, base) || m->choice == CONFLICT_THEIRS)
		return true;
	if (m->choice == CONFLICT_OURS)
		return false;
	refuse(m, in, RULE_XLIFF_CONFLICT, "its translation has been changed here too since it was sent out",
	       "merge again with --theirs to take what came back, or with --ours to keep what is here");
	diag_related(m->job->diag, pair->target->content, "what is here");
	return false;
}

static void set_state(Merger *m, const ArticlePair *article, Pair *pair, Str hash, UnitState state,
                      const char *origin) {
	status_set(m->job, article, pair, hash, state, str_of(origin));
	m->status_changed = true;
}

static void merge_unit(Merger *m, ArticlePair *article, const Incoming *in) {
	bool outdated = false;
	Pair *pair = find_pair(article, in, &outdated);
	const char *problem = in->problem;
	if (!in->has_target)
		return;
	if (!pair) {
		keep_unplaced(m, in);
		return;
	}
	const Unit *source = outdated ? NULL : pair->source;
	UnitKind kind = pair->source->kind;
	tokens_number(m->job->arena, (Tokens *)pair->source->tokens, pair->target ? (Tokens *)pair->target->tokens : NULL);
	const Tokens *tokens = problem ? NULL : resolve(m, in, source, pair->target, kind, &problem);
	if (!tokens) {
		refuse(m, in, RULE_XLIFF_CODE, problem,
		       "put the codes of the source round or between the words where they belong, and merge again");
		return;
	}
	Str hash = hash_unit(m->job->arena, kind, tokens_canonical(m->job->arena, tokens));
	if (pair->target && str_eq(hash, pair->target->hash)) {
		m->out->unchanged++;
		if (!outdated && in->has_state && in->state != exchange_state(pair, m->file->format))
			set_state(m, article, pair, hash, in->state, "xliff");
		return;
	}
	for (size_t i = 0; i < m->edits.n; i++) {
		if (m->edits.at[i].pair == pair) {
			refuse(m, in, RULE_XLIFF_UNIT, "it comes twice, with different translations",
			       "take one of the two out, and merge again");
			return;
		}
	}
	if (!decide(m, in, pair, hash))
		return;
	if (in->partial) {
		diag_warning(m->job->diag, in->pos, RULE_XLIFF_UNIT, "unit '" STR_FMT "' is translated in part",
		             STR_ARG(in->id));
		diag_help(m->job->diag, "the source stands for the rest; translate it and merge again");
	}
	*list_push(m->job->arena, &m->edits) = (Edit){ pair, tokens, hash, in, outdated, NULL };
}

/* Checks stand at the place in the translator's file; true when there is no error. */
static bool is_faultless(Merger *m, const ArticlePair *article, const Edit *edit) {
	unsigned before = m->job->diag->errors;
	Unit unit = *edit->pair->source;
	unit.tokens = edit->tokens;
	unit.text = tokens_canonical(m->job->arena, edit->tokens);
	unit.plain = tokens_plain(m->job->arena, edit->tokens);
	unit.content = edit->incoming->pos;
	unit.hash = edit->hash;
	Pair pair = { .source = edit->pair->source, .target = &unit, .state = STATE_DRAFT };
	Check check = { m->job, m->translation, article, &pair, m->glossary, NULL, NULL };
	check_unit(&check);
	return m->job->diag->errors == before;
}

static void settle_edit(Merger *m, ArticlePair *article, const Edit *edit) {
	Pair *pair = edit->pair;
	if (edit->refused) {
		refuse(m, edit->incoming, RULE_TRANSLATION_MARKUP, edit->refused,
		       "look for emphasis that begins or ends in a space or beside punctuation; else put the text into the "
		       "file by hand");
		return;
	}
	m->out->merged++;
	m->status_changed = true;
	if (edit->outdated) {
		pair->row->target = edit->hash;
		diag_warning(m->job->diag, edit->incoming->pos, RULE_TRANSLATION_OUTDATED,
		             "the source of '" STR_FMT "' has changed since it was sent out", STR_ARG(edit->incoming->id));
		diag_help(m->job->diag, "the translation is taken and stays outdated; send the unit out again");
		return;
	}
	bool good = is_faultless(m, article, edit);
	UnitState state = !good || edit->incoming->partial ? STATE_DRAFT
	                  : edit->incoming->has_state      ? edit->incoming->state
	                                                   : STATE_TRANSLATED;
	set_state(m, article, pair, edit->hash, state, "xliff");
}

static void add_file(Merger *m, Str path, Str text, size_t units) {
	m->out->at[m->out->n++] = (MergedFile){ path, text, units };
}

static void merge_article(Merger *m, ArticlePair *article) {
	m->edits.n = 0;
	for (size_t i = 0; i < m->file->units.n; i++)
		if (str_eq(m->file->units.at[i].article, article->id))
			merge_unit(m, article, &m->file->units.at[i]);
	if (m->edits.n == 0)
		return;
	Str name = str_printf(m->job->arena, STR_FMT "%s", STR_ARG(article->id), article->source.article ? ".md" : ".yaml");
	Str path = article->target.file ? article->target.file->path
	                                : path_join(m->job->arena, m->translation->target->folder, name);
	bool unreadable = !article->target.file && file_exists(path);
	for (size_t i = 0; i < m->edits.n && unreadable; i++)
		m->edits.at[i].refused = "the translation that is there cannot be read";
	Str text = place_edits(m->job, article, m->edits.at, m->edits.n);
	size_t before = m->out->merged;
	for (size_t i = 0; i < m->edits.n; i++)
		settle_edit(m, article, &m->edits.at[i]);
	if (text.n)
		add_file(m, path, text, m->out->merged - before);
}

static bool is_known_article(const Translation *t, Str id) {
	for (size_t a = 0; a < t->article_count; a++)
		if (str_eq(t->articles[a].id, id))
			return true;
	return false;
}

/* unplaced.tsv grows; what it has already is not said again. */
static void add_unplaced(Merger *m) {
	Str path = path_join(m->job->arena, m->translation->target->folder, STR("unplaced.tsv"));
	SourceFile *old = file_exists(path) ? file_read(m->job->arena, m->job->diag, path, POS_NONE) : NULL;
	Buf out = { 0 };
	buf_str(&out, old ? old->text : STR("article\tunit\tsource\ttarget\n"));
	size_t before = out.n;
	Str lines = buf_as_str(&m->unplaced);
	for (size_t start = 0; start < lines.n;) {
		Str line = str_sub(lines, start, str_find(lines, "\n", start) + 1);
		if (str_find(buf_as_str(&out), str_z(m->job->arena, line), 0) == SIZE_MAX)
			buf_str(&out, line);
		start += line.n;
	}
	if (out.n > before)
		add_file(m, path, str_copy(m->job->arena, buf_as_str(&out)), 0);
	buf_free(&out);
}

static void finish(Merger *m) {
	Buf status = { 0 };
	status_write(m->translation, &status);
	Str old = m->translation->status_file ? m->translation->status_file->text : STR("");
	if (m->status_changed && !str_eq(old, buf_as_str(&status)))
		add_file(m, m->translation->status_path, str_copy(m->job->arena, buf_as_str(&status)), 0);
	buf_free(&status);
	if (m->unplaced.n)
		add_unplaced(m);
	buf_free(&m->unplaced);
}

static bool read_file(Job *job, Str path, Str bytes, IncomingFile *file) {
	bool utf16 = bytes.n > 1 && ((unsigned char)bytes.p[0] == 0xFF || (unsigned char)bytes.p[0] == 0xFE);
	Str text = str_starts(bytes, "\xEF\xBB\xBF") ? str_sub(bytes, 3, bytes.n) : bytes;
	bool utf8 = utf8_check(text) == text.n;
	*file = (IncomingFile){ .path = path, .file = file_of_text(job->arena, path, utf8 && !utf16 ? text : STR("")) };
	Pos start = { file->file, 0, 0 };
	if (bytes.n > MAX_BYTES) {
		diag_error(job->diag, start, RULE_XLIFF_REFUSED, "the file is larger than 16 MiB");
		diag_help(job->diag, "export articles into files of their own");
		return false;
	}
	if (utf16 || str_starts(str_trim(text), "<"))
		return xliff_read(job, bytes, file);
	if (utf8)
		return po_read(job, file);
	diag_error(job->diag, start, RULE_XLIFF_FORM, "this is neither XLIFF nor PO in UTF-8");
	diag_help(job->diag, "name a file that quoin xliff export has written and a tool has filled in");
	return false;
}

static bool check_languages(Job *job, const Issue *issue, const IncomingFile *file) {
	Pos start = { file->file, 0, 0 };
	bool known = false;
	for (size_t i = 0; i < issue->language_count; i++)
		known |= str_eq(issue->languages[i], file->language) && !str_eq(file->language, issue->source);
	if (!known) {
		diag_error(job->diag, start, RULE_XLIFF_LANGUAGE,
		           "the file's target language is '" STR_FMT "', which this issue is not translated into",
		           STR_ARG(file->language));
		diag_suggest(job->diag, file->language, issue->languages, issue->language_count);
		return false;
	}
	if (file->source_language.n == 0 || str_eq(file->source_language, issue->source))
		return true;
	diag_error(job->diag, start, RULE_XLIFF_LANGUAGE,
	           "the file's source language is '" STR_FMT "', the issue's '" STR_FMT "'", STR_ARG(file->source_language),
	           STR_ARG(issue->source));
	diag_help(job->diag, "export it again");
	return false;
}

bool translate_merge(Job *job, const Issue *issue, Str path, Str bytes, ConflictChoice choice, Merged *out) {
	IncomingFile file;
	*out = (Merged){ 0 };
	if (!read_file(job, path, bytes, &file) || !check_languages(job, issue, &file))
		return false;
	Merger m = { .job = job, .file = &file, .choice = choice, .out = out };
	m.translation = translate_read(job, issue, file.language, NULL);
	m.glossary = glossary_read(job, issue, file.language);
	out->at = arena_array(job->arena, MergedFile, m.translation->article_count + 2);
	out->language = file.language;
	for (size_t a = 0; a < m.translation->article_count; a++)
		merge_article(&m, &m.translation->articles[a]);
	for (size_t i = 0; i < file.units.n; i++)
		if (file.units.at[i].has_target && !is_known_article(m.translation, file.units.at[i].article))
			keep_unplaced(&m, &file.units.at[i]);
	finish(&m);
	return true;
}
