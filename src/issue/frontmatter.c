/* Front matter: the YAML map between two lines of three hyphens at the top of an article. It holds identifiers only,
 * what readers read is in the body. Lines that only resemble the hyphens (machine translation makes "- - -" or a dash
 * of them) are reported and still taken for the fence, so that the body is read as meant. */
#include "issue/reader.h"

#include "base/file.h"
#include "base/yaml.h"

typedef enum { FENCE_NONE, FENCE_NEARLY, FENCE } Fence;

static Fence fence_of(Str line) {
	line = str_trim(line);
	if (str_is(line, "---"))
		return FENCE;
	size_t marks = 0;
	bool dash = false;
	for (size_t at = 0; at < line.n;) {
		uint32_t c = utf8_next(line, &at);
		if (c == 0x2013 || c == 0x2014 || c == 0x2212 || c == 0xFF0D || c == 0xFEFF || c == 0x200F)
			dash = true;
		else if (c != '-' && c != ' ')
			return FENCE_NONE;
		marks += c != ' ' && c != 0xFEFF && c != 0x200F;
	}
	return marks >= 3 || (dash && marks > 0) ? FENCE_NEARLY : FENCE_NONE;
}

static void report_fence(Reader *r, uint32_t line) {
	Str s = issue_line(r, line);
	uint32_t start = issue_line_start(r, line);
	diag_error(r->job->diag, issue_pos(r, start, start + (uint32_t)s.n), RULE_FRONT_MATTER,
		"this line is not read as the fence of the front matter");
	diag_help(r->job->diag, "write exactly three hyphens: ---");
}

static void read_keys(Reader *r, uint32_t end) {
	static const char *const keys[] = { "id", "section", NULL };
	SourceFile *head = file_of_text(r->job->arena, r->file->path, str_sub(r->text, 0, end));
	Yaml *map = yaml_read(r->job, head);
	if (!map || !yaml_is(r->job, map, YAML_MAP, "a map with id and section"))
		return;
	yaml_keys(r->job, map, keys);
	const Yaml *id = yaml_find(map, "id"), *section = yaml_find(map, "section");
	if (id && yaml_is(r->job, id, YAML_SCALAR, "an id")) {
		r->article->id = id->scalar;
		r->article->id_pos = (Pos){ r->file, id->pos.offset, id->pos.length };
		if (!issue_is_id(id->scalar)) {
			diag_error(r->job->diag, r->article->id_pos, RULE_ID_FORM, "'" STR_FMT "' is no id", STR_ARG(id->scalar));
			diag_help(r->job->diag, "use small letters a-z, digits and hyphens");
		}
	} else if (!id) {
		diag_error(r->job->diag, issue_pos(r, 0, 3), RULE_KEY_MISSING, "the front matter has no id");
		diag_help(r->job->diag, "write id: and the file's name without .md");
	}
	if (section && yaml_is(r->job, section, YAML_SCALAR, "the key of a section")) {
		r->article->section = section->scalar;
		r->article->section_pos = (Pos){ r->file, section->pos.offset, section->pos.length };
	}
}

void issue_read_front_matter(Reader *r) {
	uint32_t first = 0, lines = r->file->lines;
	while (first < lines && str_trim(issue_line(r, first)).n == 0)
		first++;
	Fence fence = first < lines ? fence_of(issue_line(r, first)) : FENCE_NONE;
	if (fence == FENCE_NONE) {
		diag_error(r->job->diag, issue_pos(r, 0, 0), RULE_FRONT_MATTER, "the article has no front matter");
		diag_help(r->job->diag, "begin the file with the lines ---, id: NAME and ---");
		return;
	}
	if (fence == FENCE_NEARLY)
		report_fence(r, first);
	uint32_t last = first + 1;
	while (last < lines && fence_of(issue_line(r, last)) == FENCE_NONE && issue_line(r, last).n > 0 &&
	       !str_starts(issue_line(r, last), "# "))
		last++;
	Fence closing = last < lines ? fence_of(issue_line(r, last)) : FENCE_NONE;
	if (closing == FENCE_NEARLY) {
		report_fence(r, last);
	} else if (closing == FENCE_NONE) {
		diag_error(r->job->diag, issue_pos(r, issue_line_start(r, first), issue_line_start(r, first) + 3),
		           RULE_FRONT_MATTER, "the front matter is not closed");
		diag_help(r->job->diag, "end it with a line of exactly three hyphens, without blank lines within");
	}
	if (fence == FENCE)
		read_keys(r, issue_line_start(r, last));
	r->body = last < lines && closing != FENCE_NONE ? last + 1 : last;
}
