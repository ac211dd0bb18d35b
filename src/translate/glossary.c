/* Terms: issues/glossary/SOURCE-TARGET.tsv beside the issue's folder, one line a term: term, translation, use, note. A term counts
 * where it stands as whole words, capitals or not; `stem*` stands for all words that begin so. */
#include <unicode/uchar.h>

#include "base/file.h"
#include "translate/internal.h"

static bool read_term(Job *job, Pos pos, Str line, Term *term) {
	static const char *const uses[] = { "preferred", "allowed", "forbidden", "keep" };
	TsvFields fields = tsv_fields(line);
	size_t use = 0;
	while (use < 4 && (fields.n < 3 || !str_is(fields.at[2], uses[use])))
		use++;
	if (use == 4 || fields.at[0].n == 0 || str_is(fields.at[0], "*") || (use != TERM_KEEP && fields.at[1].n == 0)) {
		diag_error(job->diag, pos, RULE_GLOSSARY_FORM, "this line is no term");
		diag_help(
			job->diag,
			"write term, translation, use and note, parted by tabs; uses are preferred, allowed, forbidden and keep");
		return false;
	}
	*term = (Term){ fields.at[0], fields.at[1], fields.n > 3 ? fields.at[3] : STR(""), (TermUse)use, pos };
	return true;
}

Glossary *glossary_read(Job *job, const Issue *issue, Str language) {
	Glossary *glossary = arena_new(job->arena, Glossary);
	Str name =
		str_printf(job->arena, "../glossary/" STR_FMT "-" STR_FMT ".tsv", STR_ARG(issue->source), STR_ARG(language));
	Str path = path_join(job->arena, issue->folder, name);
	SourceFile *file = file_exists(path) ? file_read(job->arena, job->diag, path, POS_NONE) : NULL;
	for (uint32_t i = 0; file && i < file->lines; i++) {
		uint32_t start = file->line_starts[i],
				 end = i + 1 < file->lines ? file->line_starts[i + 1] : (uint32_t)file->text.n;
		Str line = str_sub(file->text, start, end);
		while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
			line.n--;
		bool header = i == 0 && str_starts(line, "term\t");
		Term term;
		if (str_trim(line).n && line.p[0] != '#' && !header &&
		    read_term(job, (Pos){ file, start, (uint32_t)line.n }, line, &term))
			*list_push(job->arena, glossary) = term;
	}
	return glossary;
}

/* Whether `term` stands at byte `at`, capitals or not; *end is behind it. */
static bool stands_at(Str text, size_t at, Str term, size_t *end) {
	size_t i = 0;
	while (i < term.n) {
		uint32_t wanted = utf8_next(term, &i), found = at < text.n ? utf8_next(text, &at) : 0;
		if (u_foldCase((UChar32)wanted, U_FOLD_CASE_DEFAULT) != u_foldCase((UChar32)found, U_FOLD_CASE_DEFAULT))
			return false;
	}
	*end = at;
	return true;
}

static bool is_word_at(Str text, size_t at) {
	uint32_t c = at < text.n ? utf8_next(text, &at) : 0;
	return c &&
	       (u_isalnum((UChar32)c) || (u_getCombiningClass((UChar32)c) && u_charType((UChar32)c) == U_NON_SPACING_MARK));
}

static bool is_word_before(Str text, size_t at) {
	uint32_t c = at > 0 ? utf8_prev(text, &at) : 0;
	return c && u_isalnum((UChar32)c);
}

size_t text_find_term(Str text, Str term, bool within_words, size_t *end) {
	bool stem = str_ends(term, "*");
	if (stem)
		term.n--;
	for (size_t at = 0; term.n && at < text.n; utf8_next(text, &at)) {
		if (!stands_at(text, at, term, end))
			continue;
		if (within_words || (!is_word_before(text, at) && (stem || !is_word_at(text, *end))))
			return at;
	}
	return SIZE_MAX;
}

size_t text_word_end(Str text, size_t at) {
	while (is_word_at(text, at))
		utf8_next(text, &at);
	return at;
}

bool text_has_term(Str text, Str term, bool within_words) {
	size_t end;
	return text_find_term(text, term, within_words, &end) != SIZE_MAX;
}
