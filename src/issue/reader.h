/* reader -- what the files of issue/ share while one article is read; nobody else includes it.
 * cmark-gfm finds the blocks (markdown.c); the inlines of each block are parsed here, over the block's own bytes of the
 * source (inline.c), so that every position is exact. Node, Content and lists live in the job's arena or in `scratch`,
 * which dies when the article has been read. */
#ifndef ISSUE_READER_H
#define ISSUE_READER_H

#include "base/keys.h"
#include "issue/issue.h"

#define ISSUE_MAX_NESTING 16                                 /* blocks in blocks; inlines in inlines */
#define ISSUE_MAX_LISTS 8
#define ISSUE_MAX_ARTICLE (512 << 10)                        /* bytes */

/* A stretch of source bytes on one line, free of markers, indentation and the white space at the line's end. */
typedef struct {
	uint32_t start, end;
	bool glued;                                              /* follows the piece before without a line end */
} Piece;

/* The bytes of one leaf block: its pieces, joined by line ends. */
typedef struct { Piece *at; size_t n, room; } Content;

/* A block that indents or marks the lines of what it holds. */
typedef struct {
	bool quote, note;
	uint32_t line;                                           /* of its marker, from 0 */
	uint32_t content;                                        /* offset of what follows the marker on that line */
	unsigned indent;                                         /* columns, of an item or a note */
} Container;

typedef struct {
	Container at[ISSUE_MAX_NESTING + 2];
	size_t n;
	unsigned lists;
} Containers;

typedef struct {
	Str label;
	Pos pos;                                                 /* from the opening bracket to the colon */
	uint32_t line;
	Node *node;                                              /* NULL until the tree has it */
} Definition;

typedef struct Reader {
	Job *job;
	Arena *scratch;
	const SourceFile *file;
	Str text;
	Article *article;
	Node *root;
	uint32_t body;                                           /* first line of the body, from 0 */
	struct { Definition *at; size_t n, room; } definitions;  /* as lines look; markdown.c fills in the nodes */
} Reader;

/* node.c */
Node *issue_make_node(Arena *arena, NodeKind kind, Pos pos);
void issue_append_node(Node *parent, Node *child);

/* lines.c */
Pos issue_pos(const Reader *r, uint32_t start, uint32_t end);
Str issue_line(const Reader *r, uint32_t line);              /* without its line end */
uint32_t issue_line_start(const Reader *r, uint32_t line);
uint32_t issue_line_of(const Reader *r, uint32_t offset);
unsigned issue_column(const Reader *r, uint32_t offset);     /* from 0, tabs to every fourth */
typedef struct { uint32_t start; const Container *lazy; } Stripped;
Stripped issue_strip(const Reader *r, uint32_t line, const Containers *in);
/* The content of a paragraph that begins at `start`; reports lazy lines and breaks by two spaces. */
Content issue_content_of(Reader *r, uint32_t start, uint32_t last_line, const Containers *in);
Content issue_content_of_range(Reader *r, uint32_t start, uint32_t end);

/* strict.c: scans the lines for what CommonMark silently takes as text; `mask` is the copy that cmark-gfm is given. */
void issue_scan_lines(Reader *r, char *mask);

/* opening.c: looks at how a paragraph begins. */
void issue_check_paragraph(Reader *r, const Content *content, bool first_in_quote);

/* frontmatter.c */
void issue_read_front_matter(Reader *r);

/* markdown.c */
void issue_read_blocks(Reader *r);
bool issue_is_punctuation(uint32_t c);
bool issue_is_space(uint32_t c);

/* inline.c */
void issue_parse_inlines(Reader *r, Node *parent, const Content *content);

/* attributes.c */
typedef enum { ATTRIBUTES_HEADING, ATTRIBUTES_BOX, ATTRIBUTES_SPAN } AttributesOf;
/* Reads what stands between braces into the node; `inside` lies in the source. */
void issue_read_attributes(Reader *r, Str inside, AttributesOf of, Node *node);
/* Takes `{#id .class}` off the end of a line that starts at `start`; moves *end before it. */
void issue_take_attributes(Reader *r, uint32_t start, uint32_t *end, AttributesOf of, Node *node);
bool issue_is_id(Str s);
bool issue_is_language(Str s);

/* roles.c: a block quote's node for the marker on its first line; *title is what stands after the marker. NULL when
 * there is no marker. */
Node *issue_read_marker(Reader *r, Pos quote, const Content *first, Content *rest);
bool issue_is_role(Str name);

/* table.c */
void issue_read_table(Reader *r, Node *table, uint32_t first_line, uint32_t last_line, const Containers *in);
bool issue_is_delimiter_row(Str line);

/* wide.c */
bool issue_is_east_asian(uint32_t c);                        /* wide, full or half width, Hangul too */
bool issue_is_hangul(uint32_t c);
void issue_join_east_asian(Reader *r, Node *block);          /* takes out line ends between wide characters */

extern const Keys issue_keys;                                /* issue.c: keys.def */

/* pages.c: the page plan of issue.yaml */
struct Yaml;
void issue_read_pages(Job *job, Issue *issue, const struct Yaml *list);

/* missing.c: `missing` of issue.yaml, and what it puts in the place of articles that an edition lacks. */
void issue_read_missing(Job *job, Issue *issue, const struct Yaml *node);
void issue_fill_missing(Job *job, const Issue *issue, Edition *edition);

/* references.c: what only shows when all articles of a language are known */
void issue_check_edition(Job *job, const Issue *issue, const Edition *edition);

/* check.c: the rules that need the whole tree */
void issue_check_article(Reader *r);
void issue_check_notes(Reader *r);                           /* notes.c */

#endif
