/* The part of CSS that drawing programs write into <style>: rules whose selectors are an element's name, classes and
 * an id, joined without spaces, in lists with commas. Everything else would paint something else than its author saw,
 * so it is refused. */
#include <stdlib.h>
#include <string.h>

#include "picture/svg.h"

static const char PLAIN[] = "save it as \"plain SVG\", with presentation attributes instead of a style sheet";
enum { RULES_MAX = 2000 };

/* A copy without comments. */
static Str without_comments(Svg *svg, Str s) {
	Str copy = str_copy(svg->arena, s);
	char *p = (char *)copy.p;
	for (size_t at = 0; (at = str_find(copy, "/*", at)) != SIZE_MAX;) {
		size_t end = str_find(copy, "*/", at + 2);
		end = end == SIZE_MAX ? copy.n : end + 2;
		memset(p + at, ' ', end - at);
	}
	return copy;
}

static bool is_name_byte(char c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c < 0;
}

/* "path.a.b#c" */
static bool read_selector(Svg *svg, Str s, SvgRule *rule) {
	size_t at = 0;
	while (at < s.n) {
		char mark = s.p[at] == '.' || s.p[at] == '#' || s.p[at] == '*' ? s.p[at] : '\0';
		size_t from = at += mark != '\0';
		while (at < s.n && is_name_byte(s.p[at]))
			at++;
		Str name = str_sub(s, from, at);
		if (mark == '*' ? name.n > 0 || from > 1 : name.n == 0)
			return false;
		if (mark == '.')
			*list_push(svg->arena, &rule->classes) = name;
		else if (mark == '#')
			rule->id = name;
		else if (mark == '\0' && from > 0)
			return false;
		else if (mark == '\0')
			rule->tag = name;
		rule->weight += mark == '#' ? 10000 : mark == '.' ? 100 : mark == '*' ? 0 : 1;
	}
	return s.n > 0;
}

static bool read_rule(Svg *svg, Str selectors, Str declarations) {
	for (size_t at = 0; at <= selectors.n;) {
		size_t comma = str_find(selectors, ",", at);
		comma = comma == SIZE_MAX ? selectors.n : comma;
		Str one = str_trim(str_sub(selectors, at, comma));
		SvgRule rule = { .declarations = declarations };
		if (!read_selector(svg, one, &rule))
			return svg_refuse(svg, PLAIN, "the selector '" STR_FMT "' in its style sheet is not read", STR_ARG(one));
		if (svg->rules.n >= RULES_MAX)
			return svg_refuse(svg, PLAIN, "its style sheets have more than %d rules", RULES_MAX);
		*list_push(svg->arena, &svg->rules) = rule;
		at = comma + 1;
	}
	return true;
}

/* @font-face and @charset change nothing that is drawn. */
static bool skip_at_rule(Svg *svg, Str s, size_t *at) {
	static const char *const harmless[] = { "@font-face", "@charset", "@namespace" };
	Str rest = str_sub(s, *at, s.n);
	bool known = false;
	for (size_t i = 0; i < 3; i++)
		known = known || str_starts(rest, harmless[i]);
	if (str_starts(rest, "@import"))
		return svg_refuse(svg, PLAIN, "its style sheet imports another file");
	size_t open = str_find(s, "{", *at), end = str_find(s, ";", *at);
	if (open < end)
		end = str_find(s, "}", open);
	*at = end == SIZE_MAX ? s.n : end + 1;
	return known || svg_refuse(svg, PLAIN, "its style sheet has rules that depend on the medium");
}

bool svg_stylesheet(Svg *svg, const xmlNode *style) {
	svg->node = style;
	Str type = str_trim(svg_attribute(style, "type"));
	if (type.n > 0 && !str_is(type, "text/css"))
		return svg_refuse(svg, PLAIN, "its style sheet is not CSS");
	for (const xmlNode *child = style->children; child; child = child->next) {
		if (child->type != XML_TEXT_NODE && child->type != XML_CDATA_SECTION_NODE)
			continue;
		Str s = without_comments(svg, str_of((const char *)child->content));
		for (size_t at = 0; at < s.n;) {
			while (at < s.n && strchr(" \t\r\n\f;", s.p[at]))
				at++;
			if (at < s.n && s.p[at] == '@') {
				if (!skip_at_rule(svg, s, &at))
					return false;
				continue;
			}
			size_t open = str_find(s, "{", at), close = open == SIZE_MAX ? SIZE_MAX : str_find(s, "}", open);
			if (close == SIZE_MAX && at < s.n)
				return svg_damaged(svg, "its style sheet ends in the middle of a rule");
			if (at < s.n && !read_rule(svg, str_trim(str_sub(s, at, open)), str_sub(s, open + 1, close)))
				return false;
			at = at < s.n ? close + 1 : at;
		}
	}
	return true;
}

static int by_weight(const void *a, const void *b) {
	const SvgRule *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	return x->line - y->line;
}

void svg_rules_sort(Svg *svg) {
	for (size_t i = 0; i < svg->rules.n; i++)
		svg->rules.at[i].line = (int)i;
	if (svg->rules.n > 1)
		qsort(svg->rules.at, svg->rules.n, sizeof(SvgRule), by_weight);
}

static bool has_class(Str list, Str name) {
	for (size_t at = 0; at < list.n;) {
		size_t end = at;
		while (end < list.n && !strchr(" \t\r\n\f", list.p[end]))
			end++;
		if (str_eq(str_sub(list, at, end), name))
			return true;
		at = end + 1;
	}
	return false;
}

bool svg_rule_matches(const SvgRule *rule, const xmlNode *node) {
	if (rule->tag.n > 0 && !str_is(rule->tag, (const char *)node->name))
		return false;
	if (rule->id.n > 0 && !str_eq(rule->id, svg_attribute(node, "id")))
		return false;
	Str classes = rule->classes.n > 0 ? svg_attribute(node, "class") : (Str){ NULL, 0 };
	for (size_t i = 0; i < rule->classes.n; i++)
		if (!has_class(classes, rule->classes.at[i]))
			return false;
	return true;
}

bool svg_declarations(Svg *svg, Str s, bool important, bool (*apply)(Svg *, Str, Str, void *), void *context) {
	for (size_t at = 0; at < s.n;) {
		size_t end = str_find(s, ";", at);
		end = end == SIZE_MAX ? s.n : end;
		Str one = str_sub(s, at, end);
		at = end + 1;
		size_t colon = str_find(one, ":", 0), strong = str_find(one, "!", 0);
		if (colon == SIZE_MAX) {
			if (str_trim(one).n > 0)
				return svg_damaged(svg, "'" STR_FMT "' is not a style", STR_ARG(str_trim(one)));
			continue;
		}
		bool its_important = strong != SIZE_MAX && strong > colon;
		Str value = str_trim(str_sub(one, colon + 1, its_important ? strong : one.n));
		if (its_important == important && !apply(svg, str_trim(str_sub(one, 0, colon)), value, context))
			return false;
	}
	return true;
}
