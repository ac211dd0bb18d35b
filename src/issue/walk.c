/* Nodes and walking over them. A tree is walked as enter and exit events with the parent links alone, so depth costs no
 * stack. */
#include "issue/reader.h"

#include <string.h>

Node *issue_make_node(Arena *arena, NodeKind kind, Pos pos) {
	Node *node = arena_new(arena, Node);
	node->kind = kind;
	node->pos = pos;
	return node;
}

void issue_append_node(Node *parent, Node *child) {
	child->parent = parent;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

NodeWalk node_walk(const Node *root) {
	return (NodeWalk){ root, NULL, false };
}

bool node_walk_next(NodeWalk *walk) {
	const Node *node = walk->node;
	if (!node) {
		walk->node = walk->root;
		walk->entering = true;
		return walk->root != NULL;
	}
	if (walk->entering) {
		if (node->first)
			walk->node = node->first;
		else
			walk->entering = false;
		return true;
	}
	if (node == walk->root)
		return false;
	if (node->next) {
		walk->node = node->next;
		walk->entering = true;
	} else {
		walk->node = node->parent;
	}
	return true;
}

const Node *node_child(const Node *node, NodeKind kind) {
	for (const Node *child = node->first; child; child = child->next) {
		if (child->kind == kind)
			return child;
	}
	return NULL;
}

static bool read_digits(Str s, size_t at, size_t n, int *out) {
	*out = 0;
	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (s.p[i] - '0');
	}
	return true;
}

bool date_parse(Str s, Date *out) {
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	Date d;
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !read_digits(s, 0, 4, &d.year) ||
	    !read_digits(s, 5, 2, &d.month) || !read_digits(s, 8, 2, &d.day))
		return false;
	if (d.year < 1 || d.month < 1 || d.month > 12)
		return false;
	bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
	if (d.day < 1 || d.day > days[d.month - 1] + (d.month == 2 && leap))
		return false;
	*out = d;
	return true;
}
