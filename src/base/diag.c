/* Collecting messages. A message is kept as it was reported; order, merging of languages and limits come at the end,
 * so that a stage needs to know nothing of the others. Files are told apart by path, since two jobs may have read
 * the same one; diag_merge takes copies of texts and of the files that it needs, so the other job's arena may die. */
#include "base/diag.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define FEW 8                                                /* candidates that are listed in full */

LineColumn pos_line_column(Pos pos) {
	if (!pos.file)
		return (LineColumn){ 0, 0 };
	const SourceFile *file = pos.file;
	size_t offset = pos.offset < file->text.n ? pos.offset : file->text.n;
	uint32_t low = 0, high = file->lines ? file->lines : 1;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (file->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	size_t at = file->lines ? file->line_starts[low] : 0;
	uint32_t column = 1;
	while (at < offset) {
		utf8_next(file->text, &at);
		column += at <= offset;
	}
	return (LineColumn){ low + 1, column };
}

Diag *diag_make(Arena *arena, Str language) {
	Diag *diag = arena_new(arena, Diag);
	diag->arena = arena;
	diag->language = str_copy(arena, language);
	return diag;
}

static Str vprintf_in(Arena *arena, const char *format, va_list args) {
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	assert(n >= 0);
	char *p = arena_alloc(arena, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, format, args);
	return (Str){ p, (size_t)n };
}

static void count(Diag *diag, const Message *message) {
	diag->errors += !message->ignored && message->severity == SEVERITY_ERROR;
	diag->warnings += !message->ignored && message->severity == SEVERITY_WARNING;
}

/* What was asked for a rule counts for warnings and notes; an error stays one, since the result would be wrong. */
static void apply_level(const Diag *diag, Message *message) {
	RuleLevel level = diag->levels ? (RuleLevel)diag->levels[message->rule] : LEVEL_REPORTED;
	if (level == LEVEL_REPORTED || message->severity == SEVERITY_ERROR)
		return;
	message->ignored = level == LEVEL_IGNORE;
	if (!message->ignored)
		message->severity = (Severity)(SEVERITY_NOTE + (level - LEVEL_NOTE));
}

static bool report(Diag *diag, Severity severity, Pos pos, Rule rule, const char *format, va_list args) {
	assert((unsigned)rule < RULE_COUNT);
	Message *message = list_push(diag->arena, &diag->messages);
	*message = (Message){ .severity = severity, .rule = rule, .pos = pos, .language = diag->language };
	apply_level(diag, message);
	message->text = vprintf_in(diag->arena, format, args);
	message->help = message->note = message->related_text = message->fix = STR("");
	count(diag, message);
	return false;
}

bool diag_error(Diag *diag, Pos pos, Rule rule, const char *format, ...) {
	va_list args;
	va_start(args, format);
	report(diag, SEVERITY_ERROR, pos, rule, format, args);
	va_end(args);
	return false;
}

bool diag_warning(Diag *diag, Pos pos, Rule rule, const char *format, ...) {
	va_list args;
	va_start(args, format);
	report(diag, SEVERITY_WARNING, pos, rule, format, args);
	va_end(args);
	return false;
}

bool diag_report(Diag *diag, Severity severity, Pos pos, Rule rule, const char *format, ...) {
	va_list args;
	va_start(args, format);
	report(diag, severity, pos, rule, format, args);
	va_end(args);
	return false;
}

static Message *last(Diag *diag) {
	assert(diag->messages.n > 0);
	return &diag->messages.at[diag->messages.n - 1];
}

/* A second help or note is put behind the first. */
static Str joined(Arena *arena, Str first, Str second) {
	if (first.n == 0)
		return second;
	const char *between = str_ends(first, "?") || str_ends(first, ".") ? " " : "; ";
	return str_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(first), between, STR_ARG(second));
}

void diag_help(Diag *diag, const char *format, ...) {
	va_list args;
	va_start(args, format);
	last(diag)->help = joined(diag->arena, last(diag)->help, vprintf_in(diag->arena, format, args));
	va_end(args);
}

void diag_note(Diag *diag, const char *format, ...) {
	va_list args;
	va_start(args, format);
	last(diag)->note = joined(diag->arena, last(diag)->note, vprintf_in(diag->arena, format, args));
	va_end(args);
}

void diag_related(Diag *diag, Pos pos, const char *format, ...) {
	va_list args;
	va_start(args, format);
	last(diag)->related = pos;
	last(diag)->related_text = vprintf_in(diag->arena, format, args);
	va_end(args);
}

void diag_suggest(Diag *diag, Str word, const Str *candidates, size_t n) {
	size_t letters = utf8_count(word), limit = letters < 2 ? 0 : letters < 4 ? 1 : 2, best = n;
	for (size_t i = 0; i < n; i++) {
		bool same = candidates[i].n == word.n && strncasecmp(candidates[i].p, word.p, word.n) == 0;
		size_t distance = same ? 0 : str_distance(word, candidates[i]);
		if (distance <= limit && (best == n || distance < limit)) {
			best = i;
			limit = distance;
		}
	}
	if (best < n) {
		diag_help(diag, "did you mean '" STR_FMT "'?", STR_ARG(candidates[best]));
		Pos pos = last(diag)->pos;
		if (pos.file && str_eq(str_sub(pos.file->text, pos.offset, pos.offset + pos.length), word))
			last(diag)->fix = str_copy(diag->arena, candidates[best]);
	} else if (n > 0 && n <= FEW) {
		Buf list = { 0 };
		for (size_t i = 0; i < n; i++)
			buf_printf(&list, "%s" STR_FMT, i == 0 ? "" : ", ", STR_ARG(candidates[i]));
		diag_help(diag, n == 1 ? "known is only: " STR_FMT : "known are: " STR_FMT, STR_ARG(buf_as_str(&list)));
		buf_free(&list);
	}
}

typedef struct { const SourceFile **at; size_t n, room; } FileList;

/* The place of a file among those met, compared by path; the number of files when it is new. */
static size_t index_of(const FileList *files, const SourceFile *file) {
	size_t i = 0;
	while (i < files->n && files->at[i] != file && !str_eq(files->at[i]->path, file->path))
		i++;
	return i;
}

static Pos adopt_pos(Diag *into, FileList *files, Pos pos) {
	if (!pos.file)
		return pos;
	size_t i = index_of(files, pos.file);
	if (i < files->n && str_eq(files->at[i]->text, pos.file->text))
		return (Pos){ files->at[i], pos.offset, pos.length };
	SourceFile *copy = arena_new(into->arena, SourceFile);
	copy->path = str_copy(into->arena, pos.file->path);
	copy->text = str_copy(into->arena, pos.file->text);
	copy->lines = pos.file->lines;
	copy->line_starts = arena_copy(into->arena, pos.file->line_starts, sizeof(uint32_t) * pos.file->lines);
	if (i == files->n)
		*list_push(into->arena, files) = copy;
	return (Pos){ copy, pos.offset, pos.length };
}

static void meet(Arena *arena, FileList *files, const SourceFile *file) {
	if (file && index_of(files, file) == files->n)
		*list_push(arena, files) = file;
}

void diag_merge(Diag *into, const Diag *from) {
	FileList files = { 0 };
	for (size_t i = 0; i < into->messages.n; i++) {
		meet(into->arena, &files, into->messages.at[i].pos.file);
		meet(into->arena, &files, into->messages.at[i].related.file);
	}
	for (size_t i = 0; i < from->messages.n; i++) {
		Message message = from->messages.at[i];
		message.pos = adopt_pos(into, &files, message.pos);
		message.related = adopt_pos(into, &files, message.related);
		message.language = str_copy(into->arena, message.language);
		message.text = str_copy(into->arena, message.text);
		message.help = str_copy(into->arena, message.help);
		message.note = str_copy(into->arena, message.note);
		message.related_text = str_copy(into->arena, message.related_text);
		message.fix = str_copy(into->arena, message.fix);
		*list_push(into->arena, &into->messages) = message;
		count(into, &message);
	}
	for (size_t i = 0; i < from->files.n; i++)
		diag_note_file(into, from->files.at[i]);
	for (size_t i = 0; i < from->heads.n; i++)
		diag_note_head(into, from->heads.at[i]);
	into->write_failed |= from->write_failed;
}

size_t diag_silence(Diag *diag, Rule rule, const SourceFile *file, uint32_t start, uint32_t end) {
	size_t kept = 0, n = diag->messages.n;
	for (size_t i = 0; i < n; i++) {
		const Message *m = &diag->messages.at[i];
		bool there = m->pos.file && str_eq(m->pos.file->path, file->path) && m->pos.offset >= start && m->pos.offset < end;
		if (m->rule == rule && there && m->severity != SEVERITY_ERROR)
			diag->warnings -= m->severity == SEVERITY_WARNING;
		else
			diag->messages.at[kept++] = *m;
	}
	diag->messages.n = kept;
	return n - kept;
}

static void note_once(Arena *arena, StrList *list, Str path) {
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->at[i], path))
			return;
	*list_push(arena, list) = str_copy(arena, path);
}

void diag_note_file(Diag *diag, Str path) { note_once(diag->arena, &diag->files, path); }

void diag_note_head(Diag *diag, Str path) { note_once(diag->arena, &diag->heads, path); }

typedef struct {
	Message message;
	size_t rank;                                             /* of the file, as first met; no file comes last */
	size_t index;                                            /* as reported: makes the order total */
} Ranked;

static int compare_ranked(const void *left, const void *right) {
	const Ranked *a = left, *b = right;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->message.pos.offset != b->message.pos.offset)
		return a->message.pos.offset < b->message.pos.offset ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static bool same_message(const Ranked *a, const Ranked *b) {
	return a->message.rule == b->message.rule && a->message.severity == b->message.severity &&
	       a->message.pos.length == b->message.pos.length && str_eq(a->message.text, b->message.text);
}

/* "en" and "ar" give "en, ar"; a tag that is there already adds nothing. */
static Str with_language(Arena *arena, Str list, Str tag) {
	if (tag.n == 0 || list.n == 0)
		return list.n ? list : tag;
	for (size_t start = 0; start <= list.n;) {
		size_t end = str_find(list, ", ", start);
		if (str_eq(str_sub(list, start, end), tag))
			return list;
		if (end == SIZE_MAX)
			break;
		start = end + 2;
	}
	return str_printf(arena, STR_FMT ", " STR_FMT, STR_ARG(list), STR_ARG(tag));
}

void diag_sort(Diag *diag) {
	size_t n = diag->messages.n;
	if (n == 0)
		return;
	FileList files = { 0 };
	Ranked *ranked = arena_array(diag->arena, Ranked, n);
	size_t heeded = 0;
	for (size_t i = 0; i < n; i++) {
		if (diag->messages.at[i].ignored)
			continue;
		const SourceFile *file = diag->messages.at[i].pos.file;
		meet(diag->arena, &files, file);
		ranked[heeded] = (Ranked){ diag->messages.at[i], file ? index_of(&files, file) : SIZE_MAX, heeded };
		heeded++;
	}
	n = heeded;
	qsort(ranked, n, sizeof *ranked, compare_ranked);
	size_t kept = 0, group = 0;                              /* group: the first kept at this place */
	diag->errors = diag->warnings = 0;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || ranked[i].rank != ranked[group].rank ||
		    ranked[i].message.pos.offset != ranked[group].message.pos.offset)
			group = kept;
		size_t k = group;
		while (k < kept && !same_message(&ranked[k], &ranked[i]))
			k++;
		if (k < kept) {
			Message *first = &ranked[k].message;
			first->language = with_language(diag->arena, first->language, ranked[i].message.language);
			continue;
		}
		ranked[kept] = ranked[i];
		diag->messages.at[kept++] = ranked[i].message;
		count(diag, &ranked[i].message);
	}
	for (size_t i = 0; i < kept; i++)
		diag->messages.at[i] = ranked[i].message;
	diag->messages.n = kept;
}
