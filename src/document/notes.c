/* Notes: numbered by their first call, over the whole article in reading order, its boxes and captions too. A note
 * becomes blocks when the paragraph that called it is done, so that it follows it in the tree of owners. */
#include "document/build.h"

Str build_note_url(const Builder *b, const Note *note) {
	return str_printf(b->arena, "#note-" STR_FMT "-%d", STR_ARG(b->article->id), note->number);
}

int build_note_call(Builder *b, const Node *call) {
	const Node *text = b->article->root->first;
	while (text && !(text->kind == NODE_NOTE && str_eq(text->name, call->name)))
		text = text->next;
	if (!text)
		return -1;
	for (size_t i = 0; i < b->note_nodes.n; i++)
		if (b->note_nodes.at[i] == text)
			return (int)(b->first_note + i);
	*list_push(b->arena, &b->note_nodes) = text;
	int number = (int)b->note_nodes.n;
	Note *note = list_push(b->arena, &b->notes);
	note->number = number;
	note->label = locale_counter(b->locale, b->arena, COUNTER_NOTE, number);
	note->story = b->story;
	note->pos = text->pos;
	return (int)b->notes.n - 1;
}

static void build_note(Builder *b, size_t index, const Node *text, Owner section) {
	const Layout *layout = b->doc->layout;
	const Design *design = layout->notes_design >= 0 && (size_t)layout->notes_design < layout->design_count
		? &layout->designs[layout->notes_design] : b->default_design;
	Note *note = &b->notes.at[index];
	BlockList blocks = { 0 };
	Owner owner = build_owner(b,
		(OwnerNode){ .tag = TAG_NOTE, .parent = section, .url = build_note_url(b, note), .pos = text->pos });
	note->owner = owner;
	Flow flow = { .out = &blocks, .design = design, .parent = owner, .section = section, .first = TEXT_NOTE,
		.body = TEXT_NOTE, .label = note->label, .label_owner = build_owner_of(b, TAG_LABEL, owner, NULL, text->pos),
		.label_width = design->list_indent };
	build_blocks(b, &flow, text->first);
	b->notes.at[index].blocks = blocks.at;                   /* the list of notes may have moved */
	b->notes.at[index].block_count = blocks.n;
}

/* A note that calls another one puts it behind itself. */
void build_pending_notes(Builder *b, Owner section) {
	if (b->flushing)
		return;
	b->flushing = true;
	for (; b->notes_done < b->note_nodes.n; b->notes_done++)
		build_note(b, b->first_note + b->notes_done, b->note_nodes.at[b->notes_done], section);
	b->flushing = false;
}
