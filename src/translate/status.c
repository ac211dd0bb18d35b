/* status.tsv: which translation was made from which source, by hashes, and in what state it is. A pair of today is found in three
 * steps: rows whose source is still there; their translations by hash, wherever they stand; the rest by alignment. A translation
 * whose row names a source that is gone is outdated; one that its row does not know was edited by hand. */
#include "base/file.h"
#include "translate/internal.h"

const char *const unit_state_names[STATE_COUNT + 1] = { "missing", "draft", "translated", "reviewed", NULL };

static const char header[] = "article\tunit\tsource\ttarget\tstate\torigin";

TsvFields tsv_fields(Str line) {
	TsvFields fields = { 0 };
	for (size_t start = 0; start <= line.n && fields.n < sizeof fields.at / sizeof *fields.at;) {
		size_t end = str_find(line, "\t", start);
		fields.at[fields.n++] = str_trim(str_sub(line, start, end));
		start = end == SIZE_MAX ? line.n + 1 : end + 1;
	}
	return fields;
}

static bool is_hash(Str s) {
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	return s.n == 16;
}

static bool read_row(Job *job, Pos pos, Str line, StatusRow *row) {
	TsvFields fields = tsv_fields(line);
	int state = 0;
	while (fields.n == 6 && unit_state_names[state] && !str_is(fields.at[4], unit_state_names[state]))
		state++;
	if (fields.n != 6 || !is_hash(fields.at[2]) || !(is_hash(fields.at[3]) || str_is(fields.at[3], "-"))) {
		diag_error(job->diag, pos, RULE_STATUS_FORM, "this line is not one of six fields parted by tabs");
		diag_help(
			job->diag,
			"article, unit, source, target, state, origin; restore the line, or take it out and run quoin l10n adopt");
		return false;
	}
	if (!unit_state_names[state]) {
		diag_error(job->diag, pos, RULE_STATUS_FORM, "unknown state '" STR_FMT "'", STR_ARG(fields.at[4]));
		diag_help(job->diag, "states are missing, draft, translated and reviewed");
		return false;
	}
	*row = (StatusRow){ fields.at[0], fields.at[1], fields.at[2], fields.at[3], (UnitState)state, fields.at[5], false };
	if (str_is(row->target, "-"))
		row->target = STR("");
	return true;
}

void status_read(Job *job, Translation *translation) {
	translation->status_path = path_join(
		job->arena, path_join(job->arena, translation->issue->folder, translation->language), STR("status.tsv"));
	if (!file_exists(translation->status_path))
		return;
	SourceFile *file = file_read(job->arena, job->diag, translation->status_path, POS_NONE);
	if (!file)
		return;
	translation->status_file = file;
	translation->rows = arena_array(job->arena, StatusRow, file->lines + 1);
	for (uint32_t i = 0; i < file->lines; i++) {
		uint32_t start = file->line_starts[i],
				 end = i + 1 < file->lines ? file->line_starts[i + 1] : (uint32_t)file->text.n;
		Str line = str_sub(file->text, start, end);
		while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
			line.n--;
		Pos pos = { file, start, (uint32_t)line.n };
		if (line.n && line.p[0] != '#' && !(i == 0 && str_is(line, header)))
			translation->row_count += read_row(job, pos, line, &translation->rows[translation->row_count]);
	}
}

static StatusRow *find_row(const Translation *t, Str article, const Str *source, const Str *target) {
	for (size_t i = 0; i < t->row_count; i++) {
		StatusRow *row = &t->rows[i];
		if (!row->used && str_eq(row->article, article) && (!source || str_eq(row->source, *source)) &&
		    (!target || str_eq(row->target, *target)))
			return row;
	}
	return NULL;
}

/* The first unused row of the kind between two others; of all that are there when `only` one is. */
static StatusRow *find_unused(const Translation *t, Str article, UnitKind kind, const StatusRow *low,
                              const StatusRow *high, bool only) {
	StatusRow *found = NULL;
	for (size_t i = low ? (size_t)(low - t->rows) + 1 : 0; i < t->row_count && (!high || &t->rows[i] < high); i++) {
		StatusRow *row = &t->rows[i];
		Str name = str_sub(row->unit, 0, str_find(row->unit, "-", 0));
		if (row->used || !str_eq(row->article, article) || !str_is(name, unit_kind_names[kind]))
			continue;
		if (!only || found)
			return only ? NULL : row;
		found = row;
	}
	return found;
}

/* Both texts of a unit have changed: its row is one between those of its neighbours, or the only one left. */
static StatusRow *find_row_between(const Translation *t, const ArticlePair *article, size_t at) {
	const StatusRow *low = NULL, *high = NULL;
	for (size_t i = 0; i < article->n; i++) {
		const StatusRow *row = article->pairs[i].source && !article->pairs[i].outdated ? article->pairs[i].row : NULL;
		if (row && i < at)
			low = row;
		else if (row && i > at && !high)
			high = row;
	}
	UnitKind kind = article->pairs[at].source->kind;
	StatusRow *row = find_unused(t, article->id, kind, low, high, false);
	return row ? row : find_unused(t, article->id, kind, NULL, NULL, true);
}

static size_t find_target(const Units *target, Str hash, const bool *taken) {
	for (size_t i = 0; i < target->n; i++)
		if (!taken[i] && str_eq(target->at[i].hash, hash))
			return i;
	return SIZE_MAX;
}

static void pair_known(Translation *t, ArticlePair *article, size_t *partner, bool *taken) {
	for (size_t i = 0; i < article->source.n; i++) {
		const Unit *unit = &article->source.at[i];
		StatusRow *row = find_row(t, article->id, &unit->hash, NULL);
		article->pairs[i].row = row;
		partner[i] = SIZE_MAX;
		if (!row)
			continue;
		row->used = true;
		partner[i] = row->target.n ? find_target(&article->target, row->target, taken) : SIZE_MAX;
		if (partner[i] != SIZE_MAX)
			taken[partner[i]] = true;
	}
}

static void settle(Translation *t, ArticlePair *article, size_t at) {
	Pair *pair = &article->pairs[at];
	const Unit *target = pair->target;
	pair->state = target ? pair->row ? pair->row->state : STATE_DRAFT : STATE_MISSING;
	if (pair->row && target) {
		pair->edited = !str_eq(pair->row->target, target->hash);
		if (pair->state == STATE_MISSING)
			pair->state = STATE_DRAFT;
		return;
	}
	if (pair->row || !target)
		return;
	pair->row = find_row(t, article->id, NULL, &target->hash);
	if (!pair->row) {
		pair->row = find_row_between(t, article, at);
		pair->edited = pair->row != NULL;
	}
	if (!pair->row)
		return;
	pair->row->used = true;
	pair->outdated = true;
	pair->state = pair->row->state;
}

void status_pair(Job *job, Translation *t, ArticlePair *article) {
	size_t n = article->source.n, *partner = arena_array(job->arena, size_t, n + 1);
	bool *taken = arena_array(job->arena, bool, article->target.n + 1);
	article->pairs = arena_array(job->arena, Pair, n + article->target.n + 1);
	article->n = n;
	pair_known(t, article, partner, taken);
	units_align(&article->source, &article->target, partner);
	for (size_t i = 0; i < n; i++) {
		article->pairs[i].source = &article->source.at[i];
		if (partner[i] == SIZE_MAX)
			continue;
		article->pairs[i].target = &article->target.at[partner[i]];
		taken[partner[i]] = true;
	}
	for (size_t i = 0; i < n; i++)
		settle(t, article, i);
	for (size_t i = 0; i < article->target.n; i++)
		if (!taken[i])
			article->pairs[article->n++] = (Pair){ .target = &article->target.at[i], .state = STATE_DRAFT };
}

void status_set(Job *job, const ArticlePair *article, Pair *pair, Str target_hash, UnitState state, Str origin) {
	StatusRow *row = pair->row;
	if (row && str_eq(row->source, pair->source->hash) && str_eq(row->target, target_hash) && row->state == state)
		origin = row->origin;
	if (!pair->row)
		pair->row = arena_new(job->arena, StatusRow);
	*pair->row = (StatusRow){ article->id, pair->source->id, pair->source->hash, target_hash, state, origin, true };
	pair->state = target_hash.n ? state : STATE_MISSING;
	pair->outdated = pair->edited = false;
}

void translate_adopt(Job *job, Translation *t, UnitState state) {
	for (size_t a = 0; a < t->article_count; a++) {
		ArticlePair *article = &t->articles[a];
		for (size_t i = 0; i < article->n; i++) {
			Pair *pair = &article->pairs[i];
			if (pair->source && (!pair->row || (pair->row->state == STATE_MISSING && pair->target)))
				status_set(job, article, pair, pair->target ? pair->target->hash : STR(""),
				           pair->target ? state : STATE_MISSING, STR("adopted"));
		}
	}
}

static bool is_named(const AcceptWishes *wishes, const ArticlePair *article, const Pair *pair) {
	for (size_t i = 0; i < wishes->only_count; i++)
		if (str_eq(wishes->only[i], article->id) || str_eq(wishes->only[i], pair->source->id))
			return true;
	return wishes->only_count == 0;
}

size_t translate_accept(Job *job, Translation *t, const AcceptWishes *wishes) {
	size_t taken = 0;
	for (size_t a = 0; a < t->article_count; a++) {
		ArticlePair *article = &t->articles[a];
		for (size_t i = 0; i < article->n; i++) {
			Pair *pair = &article->pairs[i];
			if (!pair->source || !pair->target || !is_named(wishes, article, pair))
				continue;
			bool wanted = pair->edited || (wishes->minor && pair->outdated);
			bool reviewed = wishes->state == STATE_REVIEWED && !pair->outdated && pair->state != STATE_REVIEWED;
			if (!wanted && !reviewed)
				continue;
			UnitState state = wishes->minor ? pair->state : wishes->state;
			status_set(job, article, pair, pair->target->hash, state,
			           pair->edited || !pair->row ? STR("edited") : pair->row->origin);
			taken++;
		}
	}
	return taken;
}

static void add_row(Buf *out, const StatusRow *row) {
	buf_printf(out, STR_FMT "\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\t%s\t" STR_FMT "\n", STR_ARG(row->article),
	           STR_ARG(row->unit), STR_ARG(row->source), STR_ARG(row->target.n ? row->target : STR("-")),
	           unit_state_names[row->state], STR_ARG(row->origin));
}

/* Rows that no pair has are kept only while their article cannot be read. */
static bool is_unread(const Translation *t, const StatusRow *row) {
	for (size_t a = 0; a < t->article_count; a++)
		if (str_eq(t->articles[a].id, row->article))
			return t->articles[a].has_errors;
	return true;
}

void status_write(const Translation *t, Buf *out) {
	buf_printf(out, "%s\n", header);
	for (size_t a = 0; a < t->article_count; a++)
		for (size_t i = 0; i < t->articles[a].n; i++)
			if (t->articles[a].pairs[i].row)
				add_row(out, t->articles[a].pairs[i].row);
	for (size_t i = 0; i < t->row_count; i++)
		if (!t->rows[i].used && is_unread(t, &t->rows[i]))
			add_row(out, &t->rows[i]);
}

bool translate_write_status(Job *job, const Translation *t) {
	Buf out = { 0 };
	status_write(t, &out);
	bool good = file_write(job->diag, t->status_path, out.p, out.n);
	buf_free(&out);
	return good;
}
