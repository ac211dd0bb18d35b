/* Structure types. The standard ones are fixed; a role of the Document ("Deck", "Sidebar") becomes a type of its own
 * unless it has a standard name, which may not be mapped. Which element may stand in which is a table of bits, after
 * ISO 32000-1, 14.8.4 and the stricter reading of ISO/TS 32005. */
#include "pdf/tags.h"

#include <string.h>

#include "pdf/writer.h"

static const char *const types[] = {
	[TAG_DOCUMENT] = "Document", [TAG_TITLE] = "P", [TAG_ARTICLE] = "Art", [TAG_SECTION] = "Sect", [TAG_HEADING] = "H1",
	[TAG_PARAGRAPH] = "P", [TAG_LIST] = "L", [TAG_ITEM] = "LI", [TAG_LABEL] = "Lbl", [TAG_BODY] = "LBody",
	[TAG_TABLE] = "Table", [TAG_ROW] = "TR", [TAG_HEAD_CELL] = "TH", [TAG_CELL] = "TD", [TAG_FIGURE] = "Figure",
	[TAG_CAPTION] = "Caption",
	[TAG_ASIDE] = "Sect", [TAG_QUOTE] = "BlockQuote", [TAG_NOTE] = "Note", [TAG_CONTENTS] = "TOC",
	[TAG_CONTENTS_ENTRY] = "TOCI", [TAG_REFERENCE] = "Reference", [TAG_LINK] = "Link", [TAG_SPAN] = "Span",
	[TAG_ARTIFACT] = "NonStruct",
};

static const char *const default_roles[] = { [TAG_TITLE] = "Title", [TAG_ASIDE] = "Aside", [TAG_ARTIFACT] = NULL };

static const char *const standard[] = {
	"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
	"H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
	"TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
	"RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
};

static bool is_standard(const char *role) {
	for (size_t i = 0; i < sizeof standard / sizeof *standard; i++)
		if (strcmp(standard[i], role) == 0)
			return true;
	return false;
}

/* True when `role` is, or now becomes, a name for `type`. */
static bool take_role(RoleMap *roles, const char *role, const char *type) {
	if (!role || !*role || is_standard(role))
		return false;
	for (size_t i = 0; i < roles->n; i++)
		if (strcmp(roles->at[i].role, role) == 0)
			return strcmp(roles->at[i].type, type) == 0;
	if (roles->n == ROLES_MAX)
		return false;
	roles->at[roles->n].role = role;
	roles->at[roles->n++].type = type;
	return true;
}

void tags_write(RoleMap *roles, Buf *b, const OwnerNode *owner, int heading_level) {
	const char *type = types[owner->tag];
	if (owner->tag == TAG_HEADING) {
		buf_z(b, "/H");
		pdf_int(b, heading_level < 1 ? 1 : heading_level > 6 ? 6 : heading_level);
		return;
	}
	const char *usual = default_roles[owner->tag];
	if (take_role(roles, owner->role, type))
		type = owner->role;
	else if (take_role(roles, usual, type))
		type = usual;
	pdf_name(b, str_of(type));
}

void tags_write_map(const RoleMap *roles, Buf *b) {
	if (roles->n == 0)
		return;
	buf_z(b, "/RoleMap<<");
	for (size_t i = 0; i < roles->n; i++) {
		pdf_name(b, str_of(roles->at[i].role));
		pdf_name(b, str_of(roles->at[i].type));
	}
	buf_z(b, ">>");
}

#define BIT(tag) (1u << (tag))
enum {
	INLINE = BIT(TAG_SPAN) | BIT(TAG_LINK) | BIT(TAG_REFERENCE) | BIT(TAG_NOTE) | BIT(TAG_LABEL) | BIT(TAG_FIGURE),
	PROSE = BIT(TAG_PARAGRAPH) | BIT(TAG_TITLE) | BIT(TAG_LIST) | BIT(TAG_TABLE) | BIT(TAG_FIGURE) | BIT(TAG_QUOTE)
		| BIT(TAG_NOTE) | BIT(TAG_LINK),
	GROUP = PROSE | BIT(TAG_HEADING) | BIT(TAG_SECTION) | BIT(TAG_ASIDE) | BIT(TAG_CONTENTS) | BIT(TAG_CAPTION)
		| BIT(TAG_LABEL),
};

static const uint32_t allowed[] = {
	[TAG_DOCUMENT] = (GROUP | BIT(TAG_ARTICLE)) & ~(BIT(TAG_CAPTION) | BIT(TAG_LABEL)),
	[TAG_TITLE] = INLINE | BIT(TAG_LIST), [TAG_ARTICLE] = GROUP, [TAG_SECTION] = GROUP | BIT(TAG_ARTICLE),
	[TAG_ASIDE] = GROUP | BIT(TAG_ARTICLE), [TAG_HEADING] = INLINE,
	[TAG_PARAGRAPH] = INLINE | BIT(TAG_LIST), [TAG_LIST] = BIT(TAG_ITEM) | BIT(TAG_CAPTION) | BIT(TAG_LIST),
	[TAG_ITEM] = BIT(TAG_LABEL) | BIT(TAG_BODY), [TAG_LABEL] = INLINE, [TAG_BODY] = PROSE | INLINE,
	[TAG_TABLE] = BIT(TAG_ROW) | BIT(TAG_CAPTION), [TAG_ROW] = BIT(TAG_CELL) | BIT(TAG_HEAD_CELL),
	[TAG_HEAD_CELL] = PROSE | INLINE, [TAG_CELL] = PROSE | INLINE, [TAG_FIGURE] = PROSE | INLINE | BIT(TAG_CAPTION),
	[TAG_CAPTION] = PROSE | INLINE, [TAG_QUOTE] = PROSE | INLINE,
	[TAG_NOTE] = BIT(TAG_LABEL) | BIT(TAG_PARAGRAPH) | BIT(TAG_SPAN) | BIT(TAG_LINK) | BIT(TAG_LIST)
		| BIT(TAG_REFERENCE),
	[TAG_CONTENTS] = BIT(TAG_CONTENTS_ENTRY) | BIT(TAG_CAPTION) | BIT(TAG_CONTENTS),
	[TAG_CONTENTS_ENTRY] = BIT(TAG_LABEL) | BIT(TAG_REFERENCE) | BIT(TAG_PARAGRAPH) | BIT(TAG_CONTENTS),
	[TAG_REFERENCE] = INLINE, [TAG_LINK] = INLINE, [TAG_SPAN] = INLINE, [TAG_ARTIFACT] = 0,
};

void tags_check(Diag *diag, const OwnerNode *parent, const OwnerNode *kid) {
	if (allowed[parent->tag] & BIT(kid->tag))
		return;
	diag_warning(diag, kid->pos, RULE_PDF_STRUCTURE,
		"an element %s stands in an element %s, where PDF does not allow it", types[kid->tag], types[parent->tag]);
}
